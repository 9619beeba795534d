package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A device of a [Tale].
final class Phone {
    /// Something in its outbox.
    ///
    /// @param about number of the message that it is, or changes
    record Queued(ConversationId in, long about, ClientMessageId id, Content content, boolean failed) {}

    final Device device;
    final Map<ConversationId, NavigableMap<Long, Entry>> copies = new LinkedHashMap<>();
    final List<Queued> outbox = new ArrayList<>();
    final Map<ConversationId, Cursor> own = new LinkedHashMap<>();
    final Map<ConversationId, Map<UserId, Cursor>> others = new LinkedHashMap<>();
    final Map<ConversationId, Long> looked = new LinkedHashMap<>();

    Phone(Device device) {
        this.device = device;
    }

    UserId user() {
        return device.user();
    }

    NavigableMap<Long, Entry> copy(ConversationId in) {
        return copies.computeIfAbsent(in, c -> new TreeMap<>());
    }

    Map<UserId, Cursor> others(ConversationId in) {
        return others.computeIfAbsent(in, c -> new LinkedHashMap<>());
    }
}
