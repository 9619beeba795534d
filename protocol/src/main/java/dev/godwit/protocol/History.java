package dev.godwit.protocol;

import java.util.Locale;
import java.util.Optional;

/// What newcomers of a group may read.
public enum History {
    /// From the entry that made them a member on.
    JOINED,
    /// Everything since the group began.
    ALL;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<History> fromWire(String wire) {
        for (History history : values()) {
            if (history.wire().equals(wire)) {
                return Optional.of(history);
            }
        }
        return Optional.empty();
    }
}
