package dev.godwit.server.http;

import dev.godwit.protocol.Limits;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.Accounts.Session;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Who is there, and saying it: for calendars, telephones and other integrations that keep no connection.
final class PresenceRoutes {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WhoIsThere presence;

    PresenceRoutes(WhoIsThere presence) {
        this.presence = presence;
    }

    List<Endpoint> endpoints(Desk desk) {
        return List.of(
                Endpoint.get("/v1/presence", desk.signedIn(this::list)),
                Endpoint.put("/v1/presence", desk.signedIn(this::say)));
    }

    private Reply list(RoutingContext context, Session session) throws ProblemException {
        List<String> ids = context.queryParam("id");
        if (ids.isEmpty() || ids.size() > Limits.MAX_WATCHED_USERS) {
            throw new ProblemException(
                    Problem.BAD_REQUEST, "Name 1 to " + Limits.MAX_WATCHED_USERS + " people by ?id=…&id=….");
        }
        List<UserId> users = AccountRoutes.wellFormed(ids).stream().distinct().toList();
        List<ServerFrame.Presence> present = await(presence.of(session.user(), users));
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("users");
            for (ServerFrame.Presence each : present) {
                json.writeStartObject();
                json.writeStringProperty("user", each.user().value());
                json.writeStringProperty("state", each.state().wire());
                each.seen().ifPresent(seen -> json.writeNumberProperty("seen", seen));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private Reply say(RoutingContext context, Session session) throws ProblemException {
        JsonBody body = JsonBody.of(context);
        String text = body.text("state");
        Optional<PresenceState> state = PresenceState.fromWire(text);
        if (state.isEmpty()) {
            throw body.wrong("state", "must be online, away, busy or offline");
        }
        OptionalLong ttl = body.optionalNumber("ttl", 1, Limits.MAX_PRESENCE_TTL);
        if (state.get() != PresenceState.BUSY && ttl.orElse(0) > Limits.PRESENCE_TTL) {
            throw body.wrong("ttl", "must be at most " + Limits.PRESENCE_TTL + ", except for busy");
        }
        if (!presence.maySay(session.user())) {
            throw new ProblemException(
                    Problem.THROTTLED.reply("Too much about presence at once.").with("Retry-After", "1"), "throttled");
        }
        var _ = await(presence.say(session.user(), session.device(), state.get(), ttl));
        return Reply.nothing();
    }

    private static <T> T await(CompletionStage<T> answer) throws ProblemException {
        try {
            return answer.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ProblemException(Problem.RETRY, "Who is there is not known just now.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.RETRY, "The server is shutting down.");
        }
    }
}
