package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.StoreException;
import dev.godwit.server.log.Touched;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Changes that become one write batch: what each of them finds is what the ones before it leave behind.
/// Owned by the committer.
final class Group implements AutoCloseable {
    private final Database database;
    private final HeadCache cache;
    private final WriteBatch batch = new WriteBatch();
    private final Map<ConversationId, Standing> standings = new HashMap<>();
    private final Map<ByteBuffer, CursorStore.Stamped> cursors = new HashMap<>();
    private final Map<UserId, Long> seen = new HashMap<>();
    private final List<Runnable> outcomes = new ArrayList<>();
    private final long firstStamp;
    private long stamp;
    private boolean durable;

    /// Where a conversation stands within this group.
    ///
    /// @param state empty where nobody has needed it: a post to a conversation that is not in memory reads
    ///   none of them
    /// @param former whether people and facts are not rows of their own yet
    private record Standing(HeadRecord head, Optional<ConversationState> state, boolean former) {}

    /// @param stamp of the newest commit so far
    Group(Database database, HeadCache cache, long stamp) {
        this.database = database;
        this.cache = cache;
        this.firstStamp = stamp;
        this.stamp = stamp;
    }

    void append(Change.Appending change) throws RocksDBException {
        var append = change.append();
        var before = standing(append.conversation());
        if (before.head().seq() != append.expectedHead()) {
            var conflict = new StoreException.Conflict("The head of " + append.conversation() + " is "
                    + before.head().seq() + ", not " + append.expectedHead() + ".");
            outcomes.add(() -> change.stage().completeExceptionally(conflict));
            return;
        }
        if (before.state().isEmpty() && !append.touched().isNothing()) {
            before = withState(append.conversation(), before);
        }
        for (var row : change.rows()) {
            row.addTo(batch, database);
        }
        long mine = ++stamp;
        standings.put(append.conversation(), after(before, append, mine));
        durable = true;
        outcomes.add(() -> change.stage().complete(mine));
    }

    private static Standing after(Standing before, Append append, long stamp) {
        var state = before.state().map(known -> append.touched().onto(known, append.state()));
        var head = before.head();
        int members = state.map(ConversationState::count).orElse(head.members());
        var now = append.entries().isEmpty()
                ? new HeadRecord(head.seq(), head.at(), head.stamp(), head.floor(), members)
                : new HeadRecord(append.newHead(), append.entries().getLast().at(), stamp, head.floor(), members);
        return new Standing(now, state, before.former());
    }

    void drop(Change.Dropping change) throws RocksDBException {
        var before = standing(change.conversation());
        long floor = Math.min(change.below(), before.head().seq() + 1);
        if (floor > before.head().floor()) {
            byte[] key = Keys.conversation(change.conversation());
            database.deleteRange(
                    batch, Family.ENTRIES, Keys.entry(key, before.head().floor()), Keys.entry(key, floor));
            standings.put(
                    change.conversation(),
                    new Standing(before.head().withFloor(floor), before.state(), before.former()));
            durable = true;
        }
        done(change);
    }

    void erase(Change.Erasing change) throws RocksDBException {
        var found = standing(change.conversation()).head();
        if (change.seq() >= found.floor() && change.seq() <= found.seq()) {
            byte[] key = Keys.entry(Keys.conversation(change.conversation()), change.seq());
            database.put(batch, Family.ENTRIES, key, Values.ERASED);
            durable = true;
        }
        done(change);
    }

    /// Rides along; not worth a sync of its own.
    void save(Change.Saving change) throws RocksDBException {
        for (var update : change.updates()) {
            byte[] key = Keys.cursor(update.conversation(), update.user());
            var before = cursors.get(ByteBuffer.wrap(key));
            if (before == null) {
                byte[] stored = database.get(Family.CURSORS, key);
                before = stored == null ? null : Values.cursor(stored);
            }
            var merged = before == null ? update.cursor() : RocksCursors.merge(before, update.cursor());
            if (!merged.equals(before)) {
                cursors.put(ByteBuffer.wrap(key), merged);
                database.put(batch, Family.CURSORS, key, Values.cursor(merged));
            }
        }
        done(change);
    }

    /// As [#save].
    void see(Change.Seeing change) throws RocksDBException {
        for (var each : change.seen().entrySet()) {
            byte[] stored = database.get(Family.SEEN, Keys.user(each.getKey()));
            long before = stored == null ? Long.MIN_VALUE : Values.number(stored);
            long merged = Math.max(each.getValue(), seen.getOrDefault(each.getKey(), before));
            if (merged > before) {
                seen.put(each.getKey(), merged);
                database.put(batch, Family.SEEN, Keys.user(each.getKey()), Values.number(merged));
            }
        }
        done(change);
    }

    void sync(Change.Syncing change) {
        durable = true;
        done(change);
    }

    void refuse(Change change, StoreException reason) {
        outcomes.add(() -> change.stage().completeExceptionally(reason));
    }

    /// Writes everything; when it returns, what needs to be durable is.
    void write(Disk disk) throws RocksDBException {
        for (var each : standings.entrySet()) {
            var standing = each.getValue();
            byte[] key = Keys.conversation(each.getKey());
            database.put(batch, Family.HEADS, key, standing.head().encode());
            if (standing.former()) {
                var state = standing.state().orElseThrow();
                var all = new Touched(state.people().keySet(), state.facts().keySet());
                for (var row : StateRows.of(each.getKey(), state, all)) {
                    row.addTo(batch, database);
                }
            }
        }
        if (stamp != firstStamp) {
            database.put(batch, Family.META, DataDirectory.META_STAMP, Values.number(stamp));
        }
        if (batch.count() > 0) {
            disk.write(database.rocks(), durable ? database.synced : database.unsynced, batch);
        } else if (durable) {
            disk.syncWal(database.rocks());
        }
    }

    long bytes() {
        return batch.getDataSize();
    }

    void publishHeads() {
        standings.forEach((conversation, standing) -> standing.state()
                .ifPresentOrElse(
                        state -> cache.put(conversation, standing.head().with(state)),
                        () -> cache.forget(conversation)));
    }

    long stamp() {
        return stamp;
    }

    void tell() {
        outcomes.forEach(Runnable::run);
    }

    @SuppressWarnings("NullAway") // null is the only value of a CompletableFuture<Void>
    private void done(Change change) {
        outcomes.add(() -> change.stage().complete(null));
    }

    private Standing standing(ConversationId conversation) throws RocksDBException {
        var mine = standings.get(conversation);
        if (mine != null) {
            return mine;
        }
        byte[] stored = database.get(Family.HEADS, Keys.conversation(conversation));
        if (stored == null) {
            return new Standing(HeadRecord.NONE, Optional.of(ConversationState.EMPTY), false);
        }
        var head = HeadRecord.decode(stored);
        return FormerHead.is(stored)
                ? new Standing(head, Optional.of(FormerHead.state(stored)), true)
                : new Standing(
                        head, cache.get(conversation).map(known -> known.head().state()), false);
    }

    /// What this group has done so far touched nothing of the state, so it stands on disk.
    private Standing withState(ConversationId conversation, Standing standing) throws RocksDBException {
        var loaded = Heads.load(database, conversation).orElseThrow();
        return new Standing(standing.head(), Optional.of(loaded.head().state()), false);
    }

    @Override
    public void close() {
        batch.close();
    }
}
