package dev.godwit.testing.history;

import dev.godwit.protocol.UserId;

/// One of a person's devices, over all its crashes.
///
/// @param name for people, such as `alice/2`
public record Device(String name, UserId user) {
    @Override
    public String toString() {
        return name;
    }
}
