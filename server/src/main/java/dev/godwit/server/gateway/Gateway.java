package dev.godwit.server.gateway;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Delivery;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.presence.Whereabouts;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Everybody who is connected here. Knows who they are, not what they say: frames go on to the
/// [Dispatcher].
public final class Gateway {
    private final Courtesy courtesy;
    private final Dispatcher dispatcher;
    private final Authenticator authenticator;
    private final Doorkeeper doorkeeper;
    private final GatewayLimits limits;
    private final LongSupplier nanoTime;
    private final Quotas quotas;
    private final Set<WebSocketSession> sessions = ConcurrentHashMap.newKeySet();
    private final Set<PostSession> posts = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    public Gateway(
            ConversationLog log,
            Delivery delivery,
            Whereabouts whereabouts,
            Authenticator authenticator,
            Doorkeeper doorkeeper,
            GatewayLimits limits,
            LongSupplier nanoTime) {
        this.courtesy = new Courtesy(limits, nanoTime);
        this.dispatcher = new Dispatcher(log, delivery, whereabouts, courtesy);
        this.authenticator = authenticator;
        this.doorkeeper = doorkeeper;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.quotas = new Quotas(limits, nanoTime);
    }

    /// Handles `GET /v1/connect`. To be called on the request's event loop, before its body is touched.
    public void connect(HttpServerRequest request) {
        var objection = Takeover.objection(request);
        if (draining) {
            HttpErrors.send(request.response().putHeader("Retry-After", "1"), 503, Code.DRAINING, "Shutting down.");
        } else if (objection.isPresent()) {
            HttpErrors.send(request.response(), 400, Code.PROTOCOL, objection.get());
        } else {
            switch (doorkeeper.admit(request)) {
                case Doorkeeper.Admission.ForeignOrigin() -> refuseOrigin(request.response());
                case Doorkeeper.Admission.Admitted admitted ->
                    Takeover.take(request, channel -> open(channel, admitted.token()));
            }
        }
    }

    private WebSocketSession open(Channel channel, Optional<String> token) {
        var session = new WebSocketSession(this, new Outbound(channel, nanoTime), token);
        sessions.add(session);
        return session;
    }

    /// Handles `POST /v1/frames`.
    public void frames(HttpServerRequest request) {
        if (draining) {
            HttpErrors.send(request.response().putHeader("Retry-After", "1"), 503, Code.DRAINING, "Shutting down.");
            return;
        }
        switch (doorkeeper.admit(request)) {
            case Doorkeeper.Admission.ForeignOrigin() -> refuseOrigin(request.response());
            case Doorkeeper.Admission.Admitted admitted -> new PostExchange(this, request, admitted.token()).begin();
        }
    }

    private static void refuseOrigin(HttpServerResponse response) {
        HttpErrors.send(
                response,
                403,
                "foreign_origin",
                "Pages of another site may not use this server.",
                "Open Godwit itself.");
    }

    /// Ends every connection of a revoked sign-in.
    public void revoked(String signIn) {
        var farewell = Dispatcher.failure(Code.UNAUTHORIZED, "This session was signed out.");
        sessions.stream()
                .filter(session -> session.signIn().filter(signIn::equals).isPresent())
                .forEach(session -> session.end(Optional.of(farewell), WebSocketCloseStatus.POLICY_VIOLATION));
        posts.stream().filter(post -> post.signIn().equals(signIn)).forEach(post -> post.end(farewell));
    }

    /// To be called every few seconds.
    public void sweep() {
        long now = nanoTime.getAsLong();
        sessions.forEach(session -> session.sweep(now));
    }

    /// Takes nobody new and nothing new; what was asked is still answered.
    public void drain(long retryAfterMillis) {
        draining = true;
        sessions.forEach(session -> session.reply(new ServerFrame.Draining(retryAfterMillis)));
    }

    public void closeAll() {
        sessions.forEach(session -> session.end(Optional.empty(), WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
    }

    /// Whether this user may say one more thing of the moment, by whatever way.
    public boolean mayMention(UserId user) {
        return courtesy.take(user) == Courtesy.Verdict.PASS;
    }

    boolean isDraining() {
        return draining;
    }

    public int connections() {
        return sessions.size();
    }

    void keep(PostSession post) {
        posts.add(post);
    }

    void forget(PostSession post) {
        posts.remove(post);
    }

    void forget(WebSocketSession session) {
        sessions.remove(session);
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    GatewayLimits limits() {
        return limits;
    }

    Quotas quotas() {
        return quotas;
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }
}
