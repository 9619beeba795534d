package dev.godwit.client.view;

import dev.godwit.protocol.UserId;
import java.util.Optional;

/// How far one own message got with one other member.
///
/// @param name empty until it was looked up
public record Reach(UserId user, Optional<String> name, boolean delivered, boolean read) {}
