package dev.godwit.client.view;

import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.Optional;

/// Whether somebody is there, as the server said last.
///
/// @param seen when they were last there, for who is offline; empty where it is not known or not to be known
public record Presence(UserId user, PresenceState state, Optional<Instant> seen) {}
