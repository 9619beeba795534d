package dev.godwit.server.http;

import dev.godwit.server.identity.Accounts.Session;
import dev.godwit.server.identity.Identity;
import dev.godwit.server.identity.Sessions;
import dev.godwit.server.identity.StorageFullException;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Takes requests from the event loop to virtual threads, where blocking is fine, and their replies back.
final class Desk {
    private static final Logger LOG = Logger.getLogger(Desk.class.getName());

    private final Identity identity;
    private final Asking asking;
    private final Executor blocking;

    Desk(Identity identity, Asking asking, Executor blocking) {
        this.identity = identity;
        this.asking = asking;
        this.blocking = blocking;
    }

    interface Work {
        Reply reply(RoutingContext request) throws ProblemException;
    }

    interface SignedInWork {
        Reply reply(RoutingContext request, Session session) throws ProblemException;
    }

    Handler<RoutingContext> anybody(Work work) {
        return request -> {
            Context loop = request.vertx().getOrCreateContext();
            try {
                blocking.execute(() -> {
                    Reply reply = answer(request, work);
                    loop.runOnContext(_ -> reply.send(request));
                });
            } catch (RejectedExecutionException e) {
                Problem.RETRY.reply("The server is shutting down.").send(request);
            }
        };
    }

    Handler<RoutingContext> signedIn(SignedInWork work) {
        return anybody(request -> work.reply(request, session(request.request())));
    }

    private Session session(HttpServerRequest request) throws ProblemException {
        Asking.Presented presented = asking.presented(request);
        boolean changes = !HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method());
        if (changes && presented.foreignOrigin()) {
            throw new ProblemException(Problem.FOREIGN_ORIGIN, "A page of another origin sent this request.");
        }
        if (presented.token().isEmpty()) {
            throw unauthorized("This needs a session: send the token as 'Authorization: Bearer …'.");
        }
        Optional<Session> session;
        try {
            session = identity.liveSessions()
                    .authenticate(presented.token().get())
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Sessions.BusyException) {
                throw new ProblemException(Problem.RETRY, "Too many people sign in at this moment.");
            }
            throw e;
        }
        if (session.isEmpty()) {
            throw unauthorized("This session has ended.");
        }
        return session.get();
    }

    private static ProblemException unauthorized(String message) {
        return new ProblemException(Problem.UNAUTHORIZED.reply(message).with("WWW-Authenticate", "Bearer"), message);
    }

    private static Reply answer(RoutingContext request, Work work) {
        try {
            return work.reply(request);
        } catch (ProblemException e) {
            return e.reply();
        } catch (StorageFullException e) {
            LOG.log(Level.WARNING, "The disk is full: accounts and sessions cannot be changed.", e);
            return Problem.STORAGE_FULL.reply("The server's disk is full.");
        } catch (HttpException e) {
            // Vert.x takes the query apart only when it is looked at.
            return e.getStatusCode() == 400
                    ? Problem.BAD_REQUEST.reply("The query of the address could not be read.")
                    : fault(request, e);
        } catch (RuntimeException e) {
            return fault(request, e);
        }
    }

    /// Tells the asker an id and the log the rest.
    static Reply fault(RoutingContext request, Throwable fault) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(
                Level.SEVERE,
                "Fault " + id + " in " + request.request().method() + " " + request.normalizedPath(),
                fault);
        return Problem.INTERNAL.reply("The server failed to answer. Id " + id + ".");
    }
}
