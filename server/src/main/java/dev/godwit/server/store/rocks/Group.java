package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Changes that become one write batch: what each of them finds is what the ones before it leave behind. Owned by the
/// committer.
final class Group implements AutoCloseable {
    private final Database database;
    private final HeadCache cache;
    private final WriteBatch batch = new WriteBatch();
    private final Map<ConversationId, StoredHead> heads = new HashMap<>();
    private final Map<ByteBuffer, CursorStore.Stamped> cursors = new HashMap<>();
    private final List<Runnable> outcomes = new ArrayList<>();
    private final long firstStamp;
    private long stamp;
    private boolean durable;

    /// @param stamp of the newest commit so far
    Group(Database database, HeadCache cache, long stamp) {
        this.database = database;
        this.cache = cache;
        this.firstStamp = stamp;
        this.stamp = stamp;
    }

    void append(Change.Appending change) throws RocksDBException {
        var append = change.append();
        var before = head(append.conversation());
        if (before.head().seq() != append.expectedHead()) {
            var conflict = new StoreException.Conflict("The head of " + append.conversation() + " is "
                    + before.head().seq() + ", not " + append.expectedHead() + ".");
            outcomes.add(() -> change.stage().completeExceptionally(conflict));
            return;
        }
        for (var put : change.puts()) {
            database.put(batch, put.family(), put.key(), put.value());
        }
        long mine = ++stamp;
        heads.put(append.conversation(), before.after(append, mine));
        durable = true;
        outcomes.add(() -> change.stage().complete(mine));
    }

    void drop(Change.Dropping change) throws RocksDBException {
        var before = head(change.conversation());
        long floor = Math.min(change.below(), before.head().seq() + 1);
        if (floor > before.floor()) {
            byte[] key = Keys.conversation(change.conversation());
            database.deleteRange(batch, Family.ENTRIES, Keys.entry(key, before.floor()), Keys.entry(key, floor));
            heads.put(change.conversation(), before.withFloor(floor));
            durable = true;
        }
        done(change);
    }

    void erase(Change.Erasing change) throws RocksDBException {
        var found = head(change.conversation());
        if (change.seq() >= found.floor() && change.seq() <= found.head().seq()) {
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

    void sync(Change.Syncing change) {
        durable = true;
        done(change);
    }

    void refuse(Change change, StoreException reason) {
        outcomes.add(() -> change.stage().completeExceptionally(reason));
    }

    /// Writes everything; when it returns, what needs to be durable is.
    void write(Disk disk) throws RocksDBException {
        for (var entry : heads.entrySet()) {
            database.put(
                    batch,
                    Family.HEADS,
                    Keys.conversation(entry.getKey()),
                    entry.getValue().encode());
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

    void publishHeads() {
        heads.forEach(cache::put);
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

    private StoredHead head(ConversationId conversation) throws RocksDBException {
        var mine = heads.get(conversation);
        if (mine != null) {
            return mine;
        }
        var cached = cache.get(conversation);
        if (cached.isPresent()) {
            return cached.get();
        }
        byte[] stored = database.get(Family.HEADS, Keys.conversation(conversation));
        return stored == null ? StoredHead.NONE : StoredHead.decode(stored);
    }

    @Override
    public void close() {
        batch.close();
    }
}
