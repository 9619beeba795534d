package dev.godwit.client.sdk;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// How to open a profile. [#defaults] is right for applications; tests pass their own clock, chance and
/// network.
///
/// @param agent     name and version of the program, for the server's operators
/// @param device    what this device is called in the list of sessions
/// @param clock     for ids and displayed times; never for order
/// @param random    for ids and for spreading reconnects
/// @param transport how frames travel
public record GodwitOptions(String agent, String device, Clock clock, RandomGenerator random, Transport transport) {
    public static GodwitOptions defaults() {
        return new GodwitOptions(
                "godwit-java", "Java SDK", Clock.systemUTC(), new SecureRandom(), Transports.webSocket());
    }

    public GodwitOptions withAgent(String newAgent) {
        return new GodwitOptions(newAgent, device, clock, random, transport);
    }

    public GodwitOptions withDevice(String newDevice) {
        return new GodwitOptions(agent, newDevice, clock, random, transport);
    }

    public GodwitOptions withClock(Clock newClock) {
        return new GodwitOptions(agent, device, newClock, random, transport);
    }

    public GodwitOptions withTransport(Transport newTransport) {
        return new GodwitOptions(agent, device, clock, random, newTransport);
    }
}
