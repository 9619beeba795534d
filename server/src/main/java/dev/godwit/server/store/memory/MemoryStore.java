package dev.godwit.server.store.memory;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.StoreException;
import dev.godwit.server.presence.LastSeenStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The log and the cursors in memory, with the failures of a real disk: appends wait for a sync that an
/// injected executor runs, and a crash forgets whatever was not synced. It has no threads, clock or chance
/// of its own, so one seed replays a failure. Safe for use by many threads.
public final class MemoryStore {
    private final Executor syncs;
    private final MemoryDisk disk;
    private final Queue<Queued<?>> queue = new ArrayDeque<>();
    /// What has no sync of its own, in the order in which it was saved.
    private final List<Runnable> lazy = new ArrayList<>();

    private final Map<ConversationId, Map<UserId, CursorStore.Stamped>> unsyncedCursors = new HashMap<>();
    private final Map<UserId, Long> unsyncedSeen = new HashMap<>();
    private NextSync nextSync = NextSync.SUCCEEDS;
    private boolean full;
    private boolean closed;

    /// How the next sync ends.
    private enum NextSync {
        SUCCEEDS,
        FAILS_AFTER_WRITING,
        FAILS_BEFORE_WRITING
    }

    /// A change that waits for the sync. `write` runs under the store's lock.
    private record Queued<T>(CompletableFuture<T> stage, Supplier<T> write) {
        /// Runs the change; what it returns tells the one who waits, and must run without the lock.
        Runnable perform() {
            try {
                T result = write.get();
                return () -> stage.complete(result);
            } catch (StoreException e) {
                return () -> stage.completeExceptionally(e);
            }
        }
    }

    /// Every append is synced before `append` returns.
    public MemoryStore(String epoch) {
        this(epoch, Runnable::run);
    }

    /// @param syncs runs one sync for every append and for every `sync()`; a sync serves all that wait by
    ///   then
    public MemoryStore(String epoch, Executor syncs) {
        this(new MemoryDisk(epoch), syncs);
    }

    private MemoryStore(MemoryDisk disk, Executor syncs) {
        this.disk = disk;
        this.syncs = syncs;
    }

    public LogStore log() {
        return new MemoryLog(this, disk);
    }

    public CursorStore cursors() {
        return new MemoryCursors(this);
    }

    public LastSeenStore lastSeen() {
        return new MemoryLastSeen(this);
    }

    /// The power fails: whatever was not synced is gone, those who wait for it never hear of it, and this
    /// object is dead. Returns the store as it stands after the restart.
    public MemoryStore crash() {
        return crashAfter(0, 0);
    }

    /// As [#crash], but the first `changes` of those that wait had reached the disk, and with them whatever was
    /// saved before; nobody was told.
    public synchronized MemoryStore crashAfter(int changes) {
        return crashAfter(changes, changes > 0 ? saves() : 0);
    }

    /// The program dies and the machine lives: what was saved without a sync is there, and of the changes that
    /// wait for one those that had been written.
    public synchronized MemoryStore killAfter(int changes) {
        return crashAfter(changes, saves());
    }

    /// As [#crash], but the first `saves` of what has no sync of its own had reached the disk, and behind them the
    /// first
    /// `changes` of those that wait for one.
    public synchronized MemoryStore crashAfter(int changes, int saves) {
        keepLazy(saves);
        for (int i = 0; i < changes && !queue.isEmpty(); i++) {
            var _ = queue.remove().perform();
        }
        queue.clear();
        lazy.clear();
        unsyncedCursors.clear();
        unsyncedSeen.clear();
        closed = true;
        return new MemoryStore(disk, syncs);
    }

    /// Closes in good order and opens again.
    public MemoryStore reopen() {
        close();
        return new MemoryStore(disk, syncs);
    }

    /// An older copy put back in place: another store with what is durable now, under a new epoch.
    public synchronized MemoryStore restoredAs(String newEpoch) {
        return new MemoryStore(disk.copy(newEpoch), syncs);
    }

    /// The next sync fails: everything that waits for it ends as [StoreException.Unknown].
    ///
    /// @param written whether it is there all the same
    public synchronized void failNextSync(boolean written) {
        nextSync = written ? NextSync.FAILS_AFTER_WRITING : NextSync.FAILS_BEFORE_WRITING;
    }

    /// From now on appends are refused with [StoreException.Full], or no longer.
    public synchronized void setFull(boolean full) {
        this.full = full;
    }

    /// Changes that wait for a sync.
    public synchronized int waiting() {
        return queue.size();
    }

    /// What was saved since the last sync, and has none of its own.
    public synchronized int saves() {
        return lazy.size();
    }

    synchronized long stamp() {
        return disk.stamp();
    }

    void close() {
        sync();
        synchronized (this) {
            keepLazy();
            closed = true;
        }
    }

    CompletableFuture<Long> append(Append append) {
        return write(() -> {
            if (full) {
                throw new StoreException.Full("The disk has reached its reserve.");
            }
            long head = disk.headSeq(append.conversation());
            if (head != append.expectedHead()) {
                throw new StoreException.Conflict(
                        "The head of " + append.conversation() + " is " + head + ", not " + append.expectedHead());
            }
            return disk.apply(append);
        });
    }

    /// Queues a change for the next sync.
    <T> CompletableFuture<T> write(Supplier<T> write) {
        var stage = new CompletableFuture<T>();
        synchronized (this) {
            if (closed) {
                stage.completeExceptionally(closed());
                return stage;
            }
            queue.add(new Queued<>(stage, write));
        }
        syncs.execute(this::sync);
        return stage;
    }

    /// Answers on the calling thread, from what is durable.
    synchronized <T> CompletableFuture<T> read(Function<MemoryDisk, T> read) {
        return closed ? CompletableFuture.failedFuture(closed()) : CompletableFuture.completedFuture(read.apply(disk));
    }

    synchronized CompletableFuture<Void> saveCursors(List<CursorStore.Update> updates) {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        for (var update : updates) {
            var before = cursorOf(update.conversation(), update.user());
            var after = before == null ? update.cursor() : MemoryCursors.merge(before, update.cursor());
            unsyncedCursors
                    .computeIfAbsent(update.conversation(), id -> new HashMap<>())
                    .put(update.user(), after);
            lazy.add(() -> disk.cursors
                    .computeIfAbsent(update.conversation(), id -> new HashMap<>())
                    .put(update.user(), after));
        }
        return CompletableFuture.completedFuture(null);
    }

    synchronized CursorStore.@Nullable Stamped cursorOf(ConversationId conversation, UserId user) {
        var unsynced = unsyncedCursors.getOrDefault(conversation, Map.of()).get(user);
        return unsynced != null
                ? unsynced
                : disk.cursors.getOrDefault(conversation, Map.of()).get(user);
    }

    synchronized Map<UserId, CursorStore.Stamped> cursorsOf(ConversationId conversation) {
        var merged = new HashMap<>(disk.cursors.getOrDefault(conversation, Map.of()));
        merged.putAll(unsyncedCursors.getOrDefault(conversation, Map.of()));
        return merged;
    }

    private void sync() {
        var tell = new ArrayList<Runnable>();
        synchronized (this) {
            if (closed || queue.isEmpty()) {
                return;
            }
            boolean write = nextSync != NextSync.FAILS_BEFORE_WRITING;
            boolean fail = nextSync != NextSync.SUCCEEDS;
            nextSync = NextSync.SUCCEEDS;
            if (write) {
                keepLazy();
            }
            for (var queued : queue) {
                var success = write ? queued.perform() : null;
                tell.add(
                        fail || success == null
                                ? () -> queued.stage()
                                        .completeExceptionally(new StoreException.Unknown(
                                                "The sync failed.", new IllegalStateException("injected")))
                                : success);
            }
            queue.clear();
        }
        tell.forEach(Runnable::run);
    }

    synchronized CompletableFuture<Void> saveSeen(Map<UserId, Long> seen) {
        if (closed) {
            return CompletableFuture.failedFuture(closed());
        }
        seen.forEach((user, at) -> unsyncedSeen.merge(user, at, Math::max));
        lazy.add(() -> seen.forEach((user, at) -> disk.seen.merge(user, at, Math::max)));
        return CompletableFuture.completedFuture(null);
    }

    synchronized OptionalLong seen(UserId user) {
        return Stream.of(unsyncedSeen, disk.seen)
                .filter(from -> from.containsKey(user))
                .mapToLong(from -> from.get(user))
                .max();
    }

    private void keepLazy() {
        keepLazy(lazy.size());
        unsyncedCursors.clear();
        unsyncedSeen.clear();
    }

    private void keepLazy(int saves) {
        var kept = lazy.subList(0, Math.min(saves, lazy.size()));
        kept.forEach(Runnable::run);
        kept.clear();
    }

    private static StoreException closed() {
        return new StoreException.Unknown("The store is closed.", new IllegalStateException("closed"));
    }
}
