package dev.godwit.server.gateway;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Port to whoever knows the sessions' tokens. Never blocks.
@FunctionalInterface
public interface Authenticator {
    CompletionStage<Optional<Identified>> authenticate(String token);

    /// @param session id of the sign-in; when it is revoked, its connections are closed
    record Identified(UserId user, DeviceId device, String session) {}
}
