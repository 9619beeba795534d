package dev.godwit.server.store.rocks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// Where the committer touches the disk, so that tests can count, fail and fill it.
interface Disk {
    void write(RocksDB db, WriteOptions options, WriteBatch batch) throws RocksDBException;

    void syncWal(RocksDB db) throws RocksDBException;

    /// Bytes that this process may still write.
    long usableSpace() throws IOException;

    static Disk real(Path directory) {
        return new Disk() {
            @Override
            public void write(RocksDB db, WriteOptions options, WriteBatch batch) throws RocksDBException {
                db.write(options, batch);
            }

            @Override
            public void syncWal(RocksDB db) throws RocksDBException {
                db.syncWal();
            }

            @Override
            public long usableSpace() throws IOException {
                return Files.getFileStore(directory).getUsableSpace();
            }
        };
    }
}
