package dev.godwit.server.store.memory;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.presence.LastSeenStore;
import dev.godwit.server.presence.LastSeenStoreContract;
import dev.godwit.server.store.StoreUnderTest;
import java.util.UUID;

final class MemoryUnderTest implements StoreUnderTest, LastSeenStoreContract.Subject {
    private MemoryStore store = new MemoryStore(UUID.randomUUID().toString());

    @Override
    public LogStore log() {
        return store.log();
    }

    @Override
    public CursorStore cursors() {
        return store.cursors();
    }

    @Override
    public LastSeenStore lastSeen() {
        return store.lastSeen();
    }

    @Override
    public void reopen() {
        store = store.reopen();
    }

    @Override
    public void close() {
        store.log().close();
    }
}
