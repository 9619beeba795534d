package dev.godwit.server.delivery;

/// When a conversation last changed for a user.
///
/// A cursor's stamp is one above the store's, so that it counts as later than each mark given before; but until the
/// next
/// commit it is above each mark given after it as well. There its number decides.
///
/// @param entry  stamp of the last commit; 0 for none
/// @param cursor stamp of the cursor that moved last; 0 for none
/// @param move   its number on the [CursorClock], or a later one
record LastChange(long entry, long cursor, long move) {
    static LastChange ofEntry(long stamp) {
        return new LastChange(stamp, 0, 0);
    }

    static LastChange ofCursor(long stamp, long move) {
        return new LastChange(0, stamp, move);
    }

    long stamp() {
        return Math.max(entry, cursor);
    }

    LastChange or(LastChange other) {
        return new LastChange(Math.max(entry, other.entry), Math.max(cursor, other.cursor), Math.max(move, other.move));
    }

    boolean isAfter(Mark mark) {
        return entry > mark.stamp() || (cursor > mark.stamp() && move > mark.moves());
    }
}
