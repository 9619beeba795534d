package dev.godwit.client.view;

import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import java.util.Optional;

/// One member of a group.
///
/// @param name    empty until it was looked up
/// @param me      whether it is this profile's user
/// @param waiting whether being added, or taking a role, still waits in the outbox
public record Member(UserId user, Optional<String> name, Role role, boolean me, boolean waiting) {}
