package dev.godwit.testing.torture;

import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.Device;

/// One profile of a client process.
///
/// @param device what the history calls it; each seat one of its own
/// @param person who signs in there
/// @param server base address of the server as this device reaches it, such as that of a proxy; it stays the same
record Seat(Device device, Person person, String server) {
    /// Where its profile and its journal lie, below the directories for those.
    String directory() {
        return device.name().replace('/', '-');
    }
}
