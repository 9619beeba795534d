package dev.godwit.server.gateway;

import java.time.Duration;

/// How much one client may ask of the gateway.
///
/// @param window          requests of one session that may be unanswered at once
/// @param framesPerSecond of one user, sustained, over all their sessions
/// @param burst           frames above that rate that are let through at once
/// @param momentsPerSecond frames about the moment (`presence`, `typing`, `watch`) of one user, sustained;
///   those beyond it are dropped
/// @param momentsBurst     such frames above that rate that are let through at once
/// @param helloWithin     after which a connection that has not said hello is closed
/// @param pingAfter       silence after which the server asks whether the client is still there
/// @param deadAfter       silence, or time without reading anything, after which a connection is closed
public record GatewayLimits(
        int window,
        int framesPerSecond,
        int burst,
        int momentsPerSecond,
        int momentsBurst,
        Duration helloWithin,
        Duration pingAfter,
        Duration deadAfter) {
    public static final GatewayLimits DEFAULT = new GatewayLimits(
            64, 1_000, 5_000, 20, 60, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(90));
}
