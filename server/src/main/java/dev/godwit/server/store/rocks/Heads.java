package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/// Reads heads with their states from disk.
final class Heads {
    private Heads() {}

    static Optional<StoredHead> load(Database database, ConversationId conversation) throws RocksDBException {
        try (var view = new View(database)) {
            byte[] value = view.get(Family.HEADS, Keys.conversation(conversation));
            return value == null ? Optional.empty() : Optional.of(complete(view, conversation, value));
        }
    }

    /// Those that exist, for the cache as well. What somebody loaded meanwhile is not loaded again.
    static Map<ConversationId, StoredHead> load(Database database, HeadCache cache, List<ConversationId> conversations)
            throws RocksDBException {
        var found = new HashMap<ConversationId, StoredHead>();
        var missing = new ArrayList<ConversationId>();
        for (var conversation : conversations) {
            cache.get(conversation)
                    .ifPresentOrElse(head -> found.put(conversation, head), () -> missing.add(conversation));
        }
        // Begins before the moment of the view: what is written from here on is newer than what is read.
        try (var loading = cache.begin(missing);
                var view = new View(database)) {
            for (var conversation : missing) {
                byte[] value = view.get(Family.HEADS, Keys.conversation(conversation));
                if (value != null) {
                    var head = complete(view, conversation, value);
                    loading.finish(conversation, head);
                    found.put(conversation, head);
                }
            }
        }
        return found;
    }

    private static StoredHead complete(View view, ConversationId conversation, byte[] value) throws RocksDBException {
        var head = HeadRecord.decode(value);
        if (FormerHead.is(value)) {
            return head.with(FormerHead.state(value));
        }
        var state = StateRows.read(view, conversation);
        if (state.count() != head.members()) {
            throw new IllegalStateException("the head of " + conversation + " counts " + head.members()
                    + " members, its rows " + state.count());
        }
        return head.with(state);
    }
}
