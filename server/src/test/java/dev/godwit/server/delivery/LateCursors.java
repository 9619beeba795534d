package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Cursors of a store whose committer is busy: what is saved is not there to be read until it is told so.
final class LateCursors implements CursorStore {
    private final CursorStore store;
    private final Queue<Runnable> saves = new ArrayDeque<>();

    LateCursors(CursorStore store) {
        this.store = store;
    }

    void saveNow() {
        while (!saves.isEmpty()) {
            saves.remove().run();
        }
    }

    @Override
    public CompletionStage<Map<UserId, Stamped>> cursors(ConversationId conversation) {
        return store.cursors(conversation);
    }

    @Override
    public CompletionStage<Optional<Stamped>> cursor(ConversationId conversation, UserId user) {
        return store.cursor(conversation, user);
    }

    @Override
    public CompletionStage<Void> save(List<Update> updates) {
        var saved = new CompletableFuture<Void>();
        saves.add(() -> store.save(updates).thenAccept(saved::complete));
        return saved;
    }

    @Override
    public CompletionStage<Void> sync() {
        saveNow();
        return store.sync();
    }
}
