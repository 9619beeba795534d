package dev.godwit.client.view;

import dev.godwit.protocol.UserId;
import java.util.Optional;

/// Somebody whom the user knows, or does not want to know.
///
/// @param name    the account's name; empty until it was looked up
/// @param nick    what the user calls them; empty text if nothing
/// @param known   whether they are a contact
/// @param blocked whether they cannot write to the user or see them
/// @param waiting whether the last change still waits in the outbox
public record Contact(
        UserId user, Optional<String> name, String nick, boolean known, boolean blocked, boolean waiting) {}
