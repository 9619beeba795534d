package dev.godwit.server.identity;

import java.time.Instant;

/// A one-time code that lets its holder make an account. Known to nobody else: the store keeps its hash.
public record Invitation(String code, Instant expires) {}
