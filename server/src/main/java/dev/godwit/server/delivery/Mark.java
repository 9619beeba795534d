package dev.godwit.server.delivery;

import java.util.Optional;

/// Where a device had got to, as the opaque text that it keeps for us: epoch, commit stamp, server time, run of the
/// server, moves of cursors.
///
/// A hint: it may bring a device too much, never too little. One of another epoch counts as none.
///
/// @param stamp everything committed up to it had been sent to the device
/// @param at    the time at which it was made, to guess how many entries to send unasked, and which groups
///   the user left at about that time
/// @param run   [CursorClock#run] of now
/// @param moves what moved up to it in this run had been sent to the device
record Mark(String epoch, long stamp, long at, String run, long moves) {
    static final long FROM_THE_START = 0;
    /// The mark is of another run: nothing is known of the moves of this one.
    static final long OF_ANOTHER_RUN = -1;

    private static final int PARTS = 5;
    /// As they were before marks told of moves.
    private static final int FORMER_PARTS = 3;

    /// What is told by its time may be this much older than the mark: clocks of a restarted server differ a
    /// little.
    private static final long MARGIN_MS = 5_000;

    static Mark start(String epoch, String run) {
        return new Mark(epoch, FROM_THE_START, 0, run, OF_ANOTHER_RUN);
    }

    static Mark parse(Optional<String> text, String epoch, String run) {
        String[] parts = text.orElse("").split("\\.", -1);
        if ((parts.length != PARTS && parts.length != FORMER_PARTS) || !parts[0].equals(epoch)) {
            return start(epoch, run);
        }
        try {
            boolean ofThisRun = parts.length == PARTS && parts[3].equals(run);
            return new Mark(
                    epoch, number(parts[1]), number(parts[2]), run, ofThisRun ? number(parts[4]) : OF_ANOTHER_RUN);
        } catch (NumberFormatException notOurs) {
            return start(epoch, run);
        }
    }

    private static long number(String text) {
        return Long.parseLong(text, Character.MAX_RADIX);
    }

    /// Server time from which on something may be news.
    long earliest() {
        return at - MARGIN_MS;
    }

    @Override
    public String toString() {
        return String.join(".", epoch, text(stamp), text(at), run, text(moves));
    }

    private static String text(long number) {
        return Long.toString(number, Character.MAX_RADIX);
    }
}
