package dev.godwit.server.identity;

import dev.godwit.protocol.DeviceId;
import java.util.Optional;

/// Where somebody signs in from.
///
/// @param id   of a device that signed in before, to take it up again
/// @param name for the list of sessions: "Bob's laptop"
public record Device(Optional<DeviceId> id, String name) {
    public static final int MAX_NAME = 100;

    public Device {
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            throw new IllegalArgumentException("a device's name has at most " + MAX_NAME + " characters");
        }
    }
}
