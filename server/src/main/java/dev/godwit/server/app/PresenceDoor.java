package dev.godwit.server.app;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.Gateway;
import dev.godwit.server.http.WhoIsThere;
import dev.godwit.server.presence.Whereabouts;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// What the HTTP side needs to know of presence. Who floods it there has said too much on the gateway as
/// well.
final class PresenceDoor implements WhoIsThere {
    private final Whereabouts whereabouts;
    private final Gateway gateway;

    PresenceDoor(Whereabouts whereabouts, Gateway gateway) {
        this.whereabouts = whereabouts;
        this.gateway = gateway;
    }

    @Override
    public CompletionStage<List<ServerFrame.Presence>> of(UserId viewer, List<UserId> users) {
        return whereabouts.of(viewer, users);
    }

    @Override
    public CompletionStage<Void> say(UserId user, DeviceId device, PresenceState state, OptionalLong ttl) {
        return whereabouts.stand(user, device, state, ttl);
    }

    @Override
    public boolean maySay(UserId user) {
        return gateway.mayMention(user);
    }
}
