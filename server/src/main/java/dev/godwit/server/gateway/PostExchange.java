package dev.godwit.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Limits;
import dev.godwit.server.gateway.Authenticator.Identified;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.Executor;

/// One `POST /v1/frames`: reads the body, finds out who is asking, lets a [PostSession] answer.
final class PostExchange {
    private final Gateway gateway;
    private final HttpServerRequest request;
    private final Optional<String> requestToken;
    private final Buffer body = Buffer.buffer();
    private boolean refused;

    PostExchange(Gateway gateway, HttpServerRequest request, Optional<String> requestToken) {
        this.gateway = gateway;
        this.request = request;
        this.requestToken = requestToken;
    }

    void begin() {
        request.handler(chunk -> {
            if (body.length() + chunk.length() > Limits.MAX_POST) {
                refuse(413, Code.TOO_LARGE, "The body is over " + Limits.MAX_POST + " bytes.");
            } else if (!refused) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (!refused) {
                parse();
            }
        });
    }

    private void parse() {
        PostedFrames posted;
        try {
            posted = PostedFrames.read(body.getBytes());
        } catch (BadFrameException e) {
            refuse(400, e.code(), e.getMessage() == null ? "" : e.getMessage());
            return;
        }
        if (!(posted.first() instanceof ClientFrame.Hello hello)) {
            refuse(400, Code.PROTOCOL, "The first frame is hello.");
            return;
        }
        if (hello.version() != Limits.VERSION) {
            refuse(400, Code.VERSION, "This server speaks protocol version " + Limits.VERSION + ".");
            return;
        }
        var context = Vertx.currentContext();
        Executor eventLoop = task -> context.runOnContext(ignored -> task.run());
        gateway.authenticator()
                .authenticate(hello.token().or(() -> requestToken).orElse(""))
                .whenComplete((who, fault) -> eventLoop.execute(() -> {
                    if (fault != null || who == null) {
                        refuse(503, Code.RETRY, "The server cannot check who you are just now.");
                    } else if (who.isEmpty()) {
                        refuse(401, Code.UNAUTHORIZED, "This session is not signed in.");
                    } else {
                        answer(posted, hello, who.get(), eventLoop);
                    }
                }));
    }

    private void answer(PostedFrames posted, ClientFrame.Hello hello, Identified who, Executor eventLoop) {
        var session = new PostSession(
                who,
                eventLoop,
                bytes -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Buffer.buffer(bytes)));
        gateway.keep(session);
        if (gateway.authenticator().hasEnded(who)) {
            gateway.forget(session);
            refuse(401, Code.UNAUTHORIZED, "This session was signed out.");
            return;
        }
        var vertx = Vertx.currentContext().owner();
        session.run(posted, hello, gateway, (delay, task) -> vertx.setTimer(delay, timer -> task.run()));
        // A client that hangs up while it waits is not waited for.
        request.response().closeHandler(closed -> session.abandon());
        if (request.response().closed()) {
            session.abandon();
        }
    }

    private void refuse(int status, Code code, String message) {
        if (!refused) {
            refused = true;
            HttpErrors.send(request.response(), status, code, message);
        }
    }

    static byte[] join(Iterable<byte[]> frames) {
        var out = Buffer.buffer("{\"frames\":[");
        boolean first = true;
        for (byte[] frame : frames) {
            if (!first) {
                out.appendByte((byte) ',');
            }
            first = false;
            out.appendBytes(frame);
        }
        return out.appendBytes("]}".getBytes(UTF_8)).getBytes();
    }
}
