package dev.godwit.server.store.rocks;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/// All families as they stood at one moment, whatever is written meanwhile. Used by one thread, and closed
/// before the database is.
final class View implements AutoCloseable {
    private final Database database;
    private final RocksDB db;
    private final Snapshot snapshot;
    private final ReadOptions options;

    /// One for each family that is scanned: making one costs more than moving it.
    private final Map<Family, RocksIterator> iterators = new EnumMap<>(Family.class);

    interface Visitor {
        void row(byte[] key, byte[] value);
    }

    View(Database database) {
        this.database = database;
        db = database.rocks();
        snapshot = db.getSnapshot();
        options = new ReadOptions().setSnapshot(snapshot);
    }

    byte @Nullable [] get(Family family, byte[] key) throws RocksDBException {
        return db.get(database.handle(family), options, key);
    }

    /// Every row whose key begins so.
    void scan(Family family, byte[] prefix, Visitor visitor) throws RocksDBException {
        var rows = iterators.computeIfAbsent(family, each -> db.newIterator(database.handle(each), options));
        for (rows.seek(prefix); rows.isValid(); rows.next()) {
            byte[] key = rows.key();
            if (!Keys.startsWith(key, prefix)) {
                break;
            }
            visitor.row(key, rows.value());
        }
        rows.status();
    }

    @Override
    public void close() {
        iterators.values().forEach(RocksIterator::close);
        options.close();
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
