package dev.godwit.server.http;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/// Port to presence. It may fail and may not answer at all: nothing else depends on it.
public interface WhoIsThere {
    /// These users as the viewer may know them, in the same order.
    CompletionStage<List<ServerFrame.Presence>> of(UserId viewer, List<UserId> users);

    CompletionStage<Void> say(UserId user, DeviceId device, PresenceState state, OptionalLong ttl);

    /// Whether this user may say something now, or has said too much.
    boolean maySay(UserId user);
}
