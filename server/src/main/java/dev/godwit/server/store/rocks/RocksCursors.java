package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

final class RocksCursors implements CursorStore {
    private final Committer committer;
    private final Access access;

    RocksCursors(Committer committer, Access access) {
        this.committer = committer;
        this.access = access;
    }

    /// A cursor that does not move keeps its stamp: it is not news.
    static Stamped merge(Stamped before, Stamped update) {
        var cursor = before.cursor().max(update.cursor());
        return cursor.equals(before.cursor()) ? before : new Stamped(cursor, Math.max(before.stamp(), update.stamp()));
    }

    @Override
    public CompletionStage<Map<UserId, Stamped>> cursors(ConversationId conversation) {
        return access.later(database -> {
            var found = new HashMap<UserId, Stamped>();
            byte[] prefix = Keys.conversation(conversation);
            try (var all = database.iterator(Family.CURSORS)) {
                for (all.seek(prefix); all.isValid() && Keys.startsWith(all.key(), prefix); all.next()) {
                    found.put(Keys.userOfCursor(all.key()), Values.cursor(all.value()));
                }
                all.status();
            }
            return found;
        });
    }

    @Override
    public CompletionStage<Optional<Stamped>> cursor(ConversationId conversation, UserId user) {
        byte[] key = Keys.cursor(conversation, user);
        return access.later(database ->
                Optional.ofNullable(database.get(Family.CURSORS, key)).map(Values::cursor));
    }

    @Override
    public CompletionStage<Void> save(List<Update> updates) {
        var saving = new Change.Saving(new CompletableFuture<>(), List.copyOf(updates));
        committer.submit(saving);
        return saving.stage();
    }

    @Override
    public CompletionStage<Void> sync() {
        var syncing = new Change.Syncing(new CompletableFuture<>());
        committer.submit(syncing);
        return syncing.stage();
    }
}
