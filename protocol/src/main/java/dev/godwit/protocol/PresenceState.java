package dev.godwit.protocol;

import java.util.Locale;
import java.util.Optional;

/// Whether somebody is there. Of several devices the one that says most counts: busy, then online, then away.
public enum PresenceState {
    OFFLINE,
    /// Connected, but the device has not been used for a while.
    AWAY,
    ONLINE,
    /// Not to be disturbed: said by the person, or by a calendar or telephone in their name.
    BUSY;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<PresenceState> fromWire(String wire) {
        for (PresenceState state : values()) {
            if (state.wire().equals(wire)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
