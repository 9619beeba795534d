package dev.godwit.server.gateway;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Delivery;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.presence.Whereabouts;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    /// In the order in which they came, so that whatever is done to all of them is done in the same order in each run
    /// of a simulation.
    private final Set<Connection> connections = Collections.synchronizedSet(new LinkedHashSet<>());

    private final Set<PostSession> posts = Collections.synchronizedSet(new LinkedHashSet<>());
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
                    Takeover.take(request, channel -> new WebSocketWire(channel, wire -> open(wire, admitted.token())));
            }
        }
    }

    /// Takes up a connection; it lives until [Connection#gone].
    ///
    /// @param token of whoever opened it, where its `hello` is not to bring one
    public Connection open(Wire wire, Optional<String> token) {
        var connection = new Connection(this, wire, token);
        connections.add(connection);
        return connection;
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
        snapshot(connections).stream()
                .filter(connection -> connection.signIn().filter(signIn::equals).isPresent())
                .forEach(connection -> connection.end(Optional.of(farewell), WebSocketCloseStatus.POLICY_VIOLATION));
        snapshot(posts).stream().filter(post -> post.signIn().equals(signIn)).forEach(post -> post.end(farewell));
    }

    /// To be called every few seconds.
    public void sweep() {
        long now = nanoTime.getAsLong();
        snapshot(connections).forEach(connection -> connection.sweep(now));
    }

    /// Takes nobody new and nothing new; what was asked is still answered.
    public void drain(long retryAfterMillis) {
        draining = true;
        snapshot(connections).forEach(connection -> connection.reply(new ServerFrame.Draining(retryAfterMillis)));
    }

    public void closeAll() {
        snapshot(connections)
                .forEach(connection -> connection.end(Optional.empty(), WebSocketCloseStatus.ENDPOINT_UNAVAILABLE));
    }

    /// Whether this user may say one more thing of the moment, by whatever way.
    public boolean mayMention(UserId user) {
        return courtesy.take(user) == Courtesy.Verdict.PASS;
    }

    private static <T> List<T> snapshot(Set<T> set) {
        synchronized (set) {
            return new ArrayList<>(set);
        }
    }

    boolean isDraining() {
        return draining;
    }

    public int connections() {
        return connections.size();
    }

    void keep(PostSession post) {
        posts.add(post);
    }

    void forget(PostSession post) {
        posts.remove(post);
    }

    void forget(Connection connection) {
        connections.remove(connection);
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

    LongSupplier clock() {
        return nanoTime;
    }
}
