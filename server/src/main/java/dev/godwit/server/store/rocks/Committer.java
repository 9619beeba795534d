package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.godwit.server.log.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// The one thread that writes. It takes whatever waits, makes one batch of it, writes it with one sync, and
/// only then shows it to readers and tells those who wait. It alone opens and closes the database.
///
/// After a failed write nobody knows what the disk holds: the group and everything queued behind it end as
/// Unknown, and the database is closed and recovered before anything else is written.
final class Committer {
    private static final System.Logger LOG = System.getLogger(Committer.class.getName());
    private static final int MAX_QUEUED = 16_384;
    private static final int MAX_GROUP = 512;
    private static final long MAX_GROUP_BYTES = 4 * 1024 * 1024;
    private static final long MIN_BACKOFF_MILLIS = 50;
    private static final long MAX_BACKOFF_MILLIS = 1_000;

    private final BlockingQueue<Change> queue = new ArrayBlockingQueue<>(MAX_QUEUED);
    private final DataDirectory directory;
    private final Access access;
    private final HeadCache cache;
    private final Disk disk;
    private final FreeSpace space;
    private final long reserveBytes;
    private final Thread thread = new Thread(this::run, "godwit-store-committer");
    private final String epoch;

    /// Null while it is being reopened; the committer's own.
    private @Nullable Database database;

    private volatile long stamp;
    private volatile boolean closing;
    private volatile boolean ended;

    /// Opens the store.
    Committer(DataDirectory directory, Options options, Access access, HeadCache cache, Disk disk) {
        this.directory = directory;
        this.access = access;
        this.cache = cache;
        this.disk = disk;
        this.space = new FreeSpace(disk, System::nanoTime);
        this.reserveBytes = options.reserveBytes();
        var opened = directory.open();
        try {
            epoch = new String(requireNonNull(opened.get(Family.META, DataDirectory.META_EPOCH)), US_ASCII);
            adopt(opened);
        } catch (RocksDBException e) {
            opened.close();
            throw new StoreOpenException(
                    StoreOpenException.Reason.DAMAGED, "The store cannot be read: " + e.getMessage(), e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    String epoch() {
        return epoch;
    }

    long stamp() {
        return stamp;
    }

    /// Never blocks: a full queue is a fault like any other, and the caller's windows are smaller than the
    /// queue.
    void submit(Change change) {
        if (closing) {
            fail(change, Access.unavailable());
        } else if (!queue.offer(change)) {
            fail(
                    change,
                    new StoreException.Unknown("Too much waits to be written.", new IllegalStateException("queue")));
        } else if (ended) {
            failQueued(Access.unavailable());
        }
    }

    /// Writes what is queued, then closes the database.
    void close() {
        closing = true;
        if (ended) {
            return;
        }
        try {
            queue.put(new Change.Stopping(new CompletableFuture<>()));
            if (Thread.currentThread() != thread) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean running = true;
            while (running) {
                running = database == null ? reopen() : commit(next());
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a virtual machine that ends.
            Thread.currentThread().interrupt();
        } finally {
            closing = true;
            settle();
            access.shut();
            database = null;
            ended = true;
            failQueued(Access.unavailable());
        }
    }

    private void settle() {
        try {
            if (database != null) {
                database.settle();
            }
        } catch (RocksDBException e) {
            // Nothing is lost by it: the next opening replays the log.
            LOG.log(System.Logger.Level.DEBUG, "Tables could not be written while closing.", e);
        }
    }

    private List<Change> next() throws InterruptedException {
        var group = new ArrayList<Change>();
        Change change = queue.take();
        long bytes = 0;
        while (change != null) {
            group.add(change);
            bytes += change.size();
            if (group.size() >= MAX_GROUP || bytes >= MAX_GROUP_BYTES || change instanceof Change.Stopping) {
                break;
            }
            change = queue.poll();
        }
        return group;
    }

    /// Returns whether to go on.
    private boolean commit(List<Change> changes) {
        boolean stop = changes.getLast() instanceof Change.Stopping;
        try (var group = new Group(requireNonNull(database), cache, stamp)) {
            boolean noRoom = space.isBelow(reserveBytes);
            boolean noRoomAtAll = space.isBelow(reserveBytes / 2);
            for (var change : changes) {
                add(group, change, noRoom, noRoomAtAll);
            }
            group.write(disk);
            space.wrote(group.bytes());
            group.publishHeads();
            stamp = group.stamp();
            group.tell();
        } catch (RocksDBException | RuntimeException e) {
            var unknown = new StoreException.Unknown("Writing failed; it may or may not have happened.", e);
            changes.forEach(change -> fail(change, unknown));
            failQueued(unknown);
            giveUp(e);
        }
        return !stop;
    }

    private static void add(Group group, Change change, boolean noRoom, boolean noRoomAtAll) throws RocksDBException {
        switch (change) {
            case Change.Appending append -> {
                if (noRoom) {
                    group.refuse(change, full());
                } else {
                    group.append(append);
                }
            }
            case Change.Saving saving -> {
                // Small, and the devices would only send it again; but it must not eat up the reserve.
                if (noRoomAtAll) {
                    group.refuse(change, full());
                } else {
                    group.save(saving);
                }
            }
            case Change.Seeing seeing -> {
                if (noRoomAtAll) {
                    group.refuse(change, full());
                } else {
                    group.see(seeing);
                }
            }
            case Change.Dropping dropping -> group.drop(dropping);
            case Change.Erasing erasing -> group.erase(erasing);
            case Change.Syncing syncing -> group.sync(syncing);
            case Change.Stopping _ -> {
                // The last of its group: the committer ends when the group is written.
            }
        }
    }

    private static StoreException full() {
        return new StoreException.Full("Free space on the disk has reached the reserve.");
    }

    private void giveUp(Exception reason) {
        LOG.log(System.Logger.Level.WARNING, "The store could not write and is being reopened.", reason);
        database = null;
        access.shut();
        cache.clear();
    }

    /// Tries until it is open again. Whatever is asked for meanwhile fails at once, so that nobody waits
    /// for a disk.
    private boolean reopen() throws InterruptedException {
        for (long backoff = MIN_BACKOFF_MILLIS; ; backoff = Math.min(2 * backoff, MAX_BACKOFF_MILLIS)) {
            try {
                adopt(directory.open());
                LOG.log(System.Logger.Level.INFO, "The store is open again.");
                return true;
            } catch (StoreOpenException | RocksDBException e) {
                long until = System.nanoTime() + MILLISECONDS.toNanos(backoff);
                for (long left = backoff;
                        left > 0;
                        left = MILLISECONDS.convert(until - System.nanoTime(), NANOSECONDS)) {
                    var change = queue.poll(left, MILLISECONDS);
                    if (change instanceof Change.Stopping) {
                        return false;
                    }
                    if (change != null) {
                        fail(change, new StoreException.Unknown("The store is being reopened.", e));
                    }
                }
            }
        }
    }

    private void adopt(Database opened) throws RocksDBException {
        byte[] stored = opened.get(Family.META, DataDirectory.META_STAMP);
        stamp = stored == null ? 0 : Values.number(stored);
        database = opened;
        access.open(opened);
    }

    private void failQueued(StoreException reason) {
        for (var change = queue.poll(); change != null; change = queue.poll()) {
            fail(change, reason);
        }
    }

    private static void fail(Change change, StoreException reason) {
        change.stage().completeExceptionally(reason);
    }
}
