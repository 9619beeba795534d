package dev.godwit.server.store.memory;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

final class MemoryCursors implements CursorStore {
    private final MemoryStore store;

    MemoryCursors(MemoryStore store) {
        this.store = store;
    }

    /// A cursor that does not move keeps its stamp: it is not news.
    static Stamped merge(Stamped before, Stamped update) {
        var cursor = before.cursor().max(update.cursor());
        return cursor.equals(before.cursor()) ? before : new Stamped(cursor, Math.max(before.stamp(), update.stamp()));
    }

    @Override
    public CompletionStage<Map<UserId, Stamped>> cursors(ConversationId conversation) {
        return store.read(disk -> store.cursorsOf(conversation));
    }

    @Override
    public CompletionStage<Optional<Stamped>> cursor(ConversationId conversation, UserId user) {
        return store.read(disk -> Optional.ofNullable(store.cursorOf(conversation, user)));
    }

    @Override
    public CompletionStage<Void> save(List<Update> updates) {
        return store.saveCursors(updates);
    }

    @Override
    @SuppressWarnings("NullAway") // the only value of a CompletionStage<Void>
    public CompletionStage<Void> sync() {
        return store.write(() -> null);
    }
}
