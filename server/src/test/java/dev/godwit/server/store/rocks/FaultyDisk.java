package dev.godwit.server.store.rocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The real disk, which counts, waits, fails and is full when it is told to.
final class FaultyDisk implements Disk {
    enum Fault {
        NONE,
        BEFORE_WRITING,
        AFTER_WRITING
    }

    final AtomicInteger syncedWrites = new AtomicInteger();
    final AtomicInteger unsyncedWrites = new AtomicInteger();
    final AtomicLong bytesWritten = new AtomicLong();
    final AtomicInteger walSyncs = new AtomicInteger();

    /// Writes that have begun, and permits to go on: unlimited until [#hold].
    final Semaphore begun = new Semaphore(0);

    private final Semaphore permits = new Semaphore(Integer.MAX_VALUE / 2);
    private final Disk real;
    volatile Fault nextWrite = Fault.NONE;
    volatile long usableSpace = Long.MAX_VALUE;

    FaultyDisk(Path directory) {
        real = Disk.real(directory);
    }

    void hold() {
        permits.drainPermits();
    }

    void release() {
        permits.release(Integer.MAX_VALUE / 2);
    }

    @Override
    public void write(RocksDB db, WriteOptions options, WriteBatch batch) throws RocksDBException {
        begun.release();
        permits.acquireUninterruptibly();
        var fault = nextWrite;
        nextWrite = Fault.NONE;
        if (fault == Fault.BEFORE_WRITING) {
            throw new RocksDBException("injected: nothing was written");
        }
        (options.sync() ? syncedWrites : unsyncedWrites).incrementAndGet();
        bytesWritten.addAndGet(batch.getDataSize());
        real.write(db, options, batch);
        if (fault == Fault.AFTER_WRITING) {
            throw new RocksDBException("injected: it was written");
        }
    }

    @Override
    public void syncWal(RocksDB db) throws RocksDBException {
        walSyncs.incrementAndGet();
        real.syncWal(db);
    }

    @Override
    public long usableSpace() throws IOException {
        return Math.min(usableSpace, real.usableSpace());
    }
}
