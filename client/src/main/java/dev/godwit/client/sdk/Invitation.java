package dev.godwit.client.sdk;

import java.time.Instant;

/// Lets one person register.
public record Invitation(String code, Instant expires) {}
