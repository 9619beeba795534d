package dev.godwit.server.gateway;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Port to whoever knows the sessions' tokens. Never blocks.
public interface Authenticator {
    CompletionStage<Optional<Identified>> authenticate(String token);

    /// Whether the sign-in ended a moment ago. Asked once more after a connection is registered, so that none slips
    /// between the answer and the end.
    boolean hasEnded(Identified who);

    /// A connection of this sign-in is alive. Called for each of them every half minute or so.
    void used(Identified who);

    /// @param session id of the sign-in; when it is revoked, its connections are closed
    record Identified(UserId user, DeviceId device, String session) {}
}
