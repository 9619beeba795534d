package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Known;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Something for the committer to do, and the stage of the one who waits for it.
sealed interface Change {
    CompletableFuture<?> stage();

    /// Bytes that it brings along, roughly.
    default long size() {
        return 0;
    }

    /// An append with everything encoded that does not depend on what stands before it: that work is the
    /// caller's.
    record Appending(CompletableFuture<Long> stage, Append append, List<Row> rows, long size) implements Change {
        static Appending of(Append append) {
            byte[] key = Keys.conversation(append.conversation());
            var rows = StateRows.of(append.conversation(), append.state(), append.touched());
            for (var entry : append.entries()) {
                addEntry(rows, key, entry);
            }
            for (var burnt : append.burnt()) {
                rows.add(new Row(
                        Family.DEDUP,
                        Keys.dedup(key, burnt.sender(), burnt.id()),
                        Values.known(new Known.Withdrawn())));
            }
            long size = rows.stream().mapToLong(Row::size).sum();
            return new Appending(new CompletableFuture<>(), append, rows, size);
        }

        private static void addEntry(List<Row> rows, byte[] key, Entry entry) {
            var content = entry.content();
            var known = new Known.Stored(entry.seq(), entry.at(), content.digest());
            rows.add(new Row(Family.ENTRIES, Keys.entry(key, entry.seq()), EntryCodec.write(entry)));
            rows.add(new Row(Family.DEDUP, Keys.dedup(key, entry.from(), entry.id()), Values.known(known)));
            content.expect()
                    .ifPresent(expect -> rows.add(new Row(
                            Family.REGISTERS, Keys.register(key, expect.register()), Values.number(entry.seq()))));
        }
    }

    record Dropping(CompletableFuture<Void> stage, ConversationId conversation, long below) implements Change {}

    record Erasing(CompletableFuture<Void> stage, ConversationId conversation, long seq) implements Change {}

    record Saving(CompletableFuture<Void> stage, List<CursorStore.Update> updates) implements Change {}

    record Seeing(CompletableFuture<Void> stage, Map<UserId, Long> seen) implements Change {}

    record Syncing(CompletableFuture<Void> stage) implements Change {}

    /// The last one: the committer closes the database and ends.
    record Stopping(CompletableFuture<Void> stage) implements Change {}
}
