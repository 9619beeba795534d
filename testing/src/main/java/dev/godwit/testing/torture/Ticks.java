package dev.godwit.testing.torture;

import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// How far others are in one conversation, as the ticks of own messages show it.
final class Ticks {
    private final Map<UserId, Cursor> told = new HashMap<>();

    /// @return what is shown now, if that is something else than before, further or less far
    Optional<Cursor> shown(UserId user, long seq, MessageState state) {
        return switch (state) {
            case MessageState.Sent sent -> shown(user, seq, false, false);
            case MessageState.Delivered delivered -> shown(user, seq, true, false);
            case MessageState.Read read -> shown(user, seq, true, true);
            case MessageState.Pending pending -> Optional.empty();
            case MessageState.Failed failed -> Optional.empty();
            case MessageState.Received received -> Optional.empty();
        };
    }

    /// @param seq of an own message
    Optional<Cursor> shown(UserId user, long seq, boolean delivered, boolean read) {
        Cursor before = told.getOrDefault(user, Cursor.NONE);
        var now = new Cursor(moved(before.delivered(), seq, delivered), moved(before.read(), seq, read));
        told.put(user, now);
        return now.equals(before) ? Optional.empty() : Optional.of(now);
    }

    private static long moved(long before, long seq, boolean reached) {
        return reached ? Math.max(before, seq) : Math.min(before, seq - 1);
    }
}
