package dev.godwit.testing.simulation;

import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;

/// A person, what they have written, and their devices.
final class Somebody {
    private final String name;
    private final UserId id;
    private final List<Gadget> gadgets = new ArrayList<>();
    private final List<Long> written = new ArrayList<>();

    Somebody(String name, UserId id) {
        this.name = name;
        this.id = id;
    }

    String name() {
        return name;
    }

    UserId id() {
        return id;
    }

    /// In the order in which they came.
    List<Gadget> gadgets() {
        return gadgets;
    }

    /// Numbers of messages, in the order of writing.
    List<Long> written() {
        return written;
    }
}
