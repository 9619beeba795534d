package dev.godwit.server.store.rocks;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// One write of a batch.
///
/// @param value null where the row goes
@SuppressWarnings("ArrayRecordComponent") // only carried, never compared
record Row(Family family, byte[] key, byte @Nullable [] value) {
    int size() {
        return key.length + (value == null ? 0 : value.length);
    }

    void addTo(WriteBatch batch, Database database) throws RocksDBException {
        if (value == null) {
            database.delete(batch, family, key);
        } else {
            database.put(batch, family, key, value);
        }
    }
}
