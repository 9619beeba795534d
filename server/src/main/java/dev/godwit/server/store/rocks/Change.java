package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Something for the committer to do, and the stage of the one who waits for it.
sealed interface Change {
    CompletableFuture<?> stage();

    /// Bytes that it brings along, roughly.
    default long size() {
        return 0;
    }

    /// An append with everything encoded that does not depend on what stands before it: that work is the caller's.
    record Appending(CompletableFuture<Long> stage, Append append, List<Put> puts, long size) implements Change {
        static Appending of(Append append) {
            byte[] key = Keys.conversation(append.conversation());
            var puts = new ArrayList<Put>(
                    2 * append.entries().size() + append.burnt().size());
            for (var entry : append.entries()) {
                addEntry(puts, key, entry);
            }
            for (var burnt : append.burnt()) {
                puts.add(new Put(
                        Family.DEDUP,
                        Keys.dedup(key, burnt.sender(), burnt.id()),
                        Values.known(new Known.Withdrawn())));
            }
            for (UserId user : append.touched().people()) {
                puts.add(new Put(Family.MEMBERS, Keys.member(user, append.conversation()), Values.PRESENT));
            }
            long size = puts.stream()
                    .mapToLong(put -> put.key().length + put.value().length)
                    .sum();
            return new Appending(new CompletableFuture<>(), append, puts, size);
        }

        private static void addEntry(List<Put> puts, byte[] key, Entry entry) {
            var content = entry.content();
            var known = new Known.Stored(entry.seq(), entry.at(), content.digest());
            puts.add(new Put(Family.ENTRIES, Keys.entry(key, entry.seq()), EntryCodec.write(entry)));
            puts.add(new Put(Family.DEDUP, Keys.dedup(key, entry.from(), entry.id()), Values.known(known)));
            content.expect()
                    .ifPresent(expect -> puts.add(new Put(
                            Family.REGISTERS, Keys.register(key, expect.register()), Values.number(entry.seq()))));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // only carried, never compared
    record Put(Family family, byte[] key, byte[] value) {}

    record Dropping(CompletableFuture<Void> stage, ConversationId conversation, long below) implements Change {}

    record Erasing(CompletableFuture<Void> stage, ConversationId conversation, long seq) implements Change {}

    record Saving(CompletableFuture<Void> stage, List<CursorStore.Update> updates) implements Change {}

    record Syncing(CompletableFuture<Void> stage) implements Change {}

    /// The last one: the committer closes the database and ends.
    record Stopping(CompletableFuture<Void> stage) implements Change {}
}
