package dev.godwit.testing.torture;

import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.Map;

/// How far others are in one conversation, as the ticks of own messages show it.
final class Ticks {
    private final Map<UserId, Cursor> atFirst;
    private final Map<UserId, Cursor> told = new HashMap<>();
    private Map<UserId, Cursor> before = new HashMap<>();

    /// @param atFirst what the profile has of everybody: no tick says only how far somebody is not, and a program
    ///   that was started again does not look at all that was before
    Ticks(Map<UserId, Cursor> atFirst) {
        this.atFirst = Map.copyOf(atFirst);
    }

    /// The ticks of one own message. To be told of several in the order of the log.
    void shown(UserId user, long seq, MessageState state) {
        switch (state) {
            case MessageState.Sent sent -> shown(user, seq, false, false);
            case MessageState.Delivered delivered -> shown(user, seq, true, false);
            case MessageState.Read read -> shown(user, seq, true, true);
            case MessageState.Pending pending -> {}
            case MessageState.Failed failed -> {}
            case MessageState.Received received -> {}
        }
    }

    /// @param seq of an own message
    void shown(UserId user, long seq, boolean delivered, boolean read) {
        Cursor known = told.getOrDefault(user, atFirst.getOrDefault(user, Cursor.NONE));
        told.put(user, new Cursor(moved(known.delivered(), seq, delivered), moved(known.read(), seq, read)));
    }

    private static long moved(long before, long seq, boolean reached) {
        return reached ? Math.max(before, seq) : Math.min(before, seq - 1);
    }

    /// Whoever is shown somewhere else than when this was asked last, further or less far.
    Map<UserId, Cursor> news() {
        var out = new HashMap<>(told);
        out.entrySet().removeIf(each -> each.getValue().equals(before.getOrDefault(each.getKey(), Cursor.NONE)));
        before = new HashMap<>(told);
        return out;
    }
}
