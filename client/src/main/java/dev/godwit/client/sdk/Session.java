package dev.godwit.client.sdk;

import dev.godwit.protocol.DeviceId;
import java.time.Instant;
import java.util.Optional;

/// One signed-in device of this account.
///
/// @param id      for [Godwit#revoke]
/// @param name    what the device was called when it signed in; may be empty
/// @param current whether it is this profile's own
public record Session(
        String id, Optional<DeviceId> device, String name, Instant created, Instant lastUsed, boolean current) {}
