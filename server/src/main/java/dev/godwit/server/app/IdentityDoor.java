package dev.godwit.server.app;

import dev.godwit.server.gateway.Authenticator;
import dev.godwit.server.gateway.Doorkeeper;
import dev.godwit.server.http.Asking;
import dev.godwit.server.identity.Accounts.Session;
import dev.godwit.server.identity.Sessions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What the gateway needs to know of identity, in the gateway's own terms.
final class IdentityDoor implements Authenticator, Doorkeeper {
    private final Sessions sessions;
    private final Asking asking;

    IdentityDoor(Sessions sessions, Asking asking) {
        this.sessions = sessions;
        this.asking = asking;
    }

    @Override
    public CompletionStage<Optional<Identified>> authenticate(String token) {
        return sessions.authenticate(token).thenApply(found -> found.map(IdentityDoor::identified));
    }

    private static Identified identified(Session session) {
        return new Identified(session.user(), session.device(), session.id());
    }

    @Override
    public boolean hasEnded(Identified who) {
        return sessions.hasEnded(who.session());
    }

    @Override
    public void used(Identified who) {
        sessions.used(who.session());
    }

    @Override
    public Admission admit(HttpServerRequest request) {
        var presented = asking.presented(request);
        return presented.foreignOrigin() ? new Admission.ForeignOrigin() : new Admission.Admitted(presented.token());
    }
}
