package dev.godwit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// "Try now": what a `sync` leaves for the `watch` that has the connection. A file, because it outlives neither
/// and needs no port.
record Nudge(Path file) {
    static Nudge of(Path profile) {
        return new Nudge(profile.resolve("try-now"));
    }

    void give() {
        try {
            Files.write(file, new byte[0]);
        } catch (IOException e) {
            // Then it tries when it would have anyway.
        }
    }

    /// @return whether somebody asked since the last time
    boolean take() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            return false;
        }
    }
}
