package dev.godwit.server.store.rocks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The real store on a real disk, and what it writes there in numbers.
public final class MeteredStore implements AutoCloseable {
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final Path directory;
    private RocksStore store;

    /// @param batches write batches, each with at most one sync
    /// @param rows    keys written or deleted by them
    /// @param bytes   of these batches, as they go to the write-ahead log
    public record Written(long batches, long rows, long bytes) {
        public Written since(Written before) {
            return new Written(batches - before.batches, rows - before.rows, bytes - before.bytes);
        }
    }

    public MeteredStore(Path directory) {
        this.directory = directory;
        this.store = open();
    }

    private RocksStore open() {
        var real = Disk.real(directory);
        return RocksStore.open(directory.resolve("log"), Options.defaults().withReserveBytes(1_000_000), new Disk() {
            @Override
            public void write(RocksDB db, WriteOptions options, WriteBatch batch) throws RocksDBException {
                batches.incrementAndGet();
                rows.addAndGet(batch.count());
                bytes.addAndGet(batch.getDataSize());
                real.write(db, options, batch);
            }

            @Override
            public void syncWal(RocksDB db) throws RocksDBException {
                real.syncWal(db);
            }

            @Override
            public long usableSpace() throws IOException {
                return real.usableSpace();
            }
        });
    }

    public RocksStore store() {
        return store;
    }

    public Written written() {
        return new Written(batches.get(), rows.get(), bytes.get());
    }

    public void reopen() {
        store.close();
        store = open();
    }

    @Override
    public void close() {
        store.close();
    }
}
