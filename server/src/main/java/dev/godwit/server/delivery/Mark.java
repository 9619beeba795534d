package dev.godwit.server.delivery;

import java.util.Optional;

/// Where a device had got to, as the opaque text that it keeps for us: epoch, commit stamp, server time.
///
/// A hint: it may bring a device too much, never too little. One of another epoch counts as none.
///
/// @param stamp everything committed up to it had been sent to the device
/// @param at    the time at which it was made, to guess how many entries to send unasked, and which groups
///   the user left at about that time
record Mark(String epoch, long stamp, long at) {
    static final long FROM_THE_START = 0;

    /// What is told by its time may be this much older than the mark: clocks of a restarted server differ a
    /// little.
    private static final long MARGIN_MS = 5_000;

    static Mark start(String epoch) {
        return new Mark(epoch, FROM_THE_START, 0);
    }

    static Mark parse(Optional<String> text, String epoch) {
        String[] parts = text.orElse("").split("\\.", -1);
        if (parts.length != 3 || !parts[0].equals(epoch)) {
            return start(epoch);
        }
        try {
            return new Mark(epoch, Long.parseLong(parts[1], 36), Long.parseLong(parts[2], 36));
        } catch (NumberFormatException notOurs) {
            return start(epoch);
        }
    }

    /// Server time from which on something may be news.
    long earliest() {
        return at - MARGIN_MS;
    }

    @Override
    public String toString() {
        return epoch + '.' + Long.toString(stamp, 36) + '.' + Long.toString(at, 36);
    }
}
