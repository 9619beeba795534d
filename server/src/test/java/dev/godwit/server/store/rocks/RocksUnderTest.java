package dev.godwit.server.store.rocks;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.presence.LastSeenStore;
import dev.godwit.server.presence.LastSeenStoreContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class RocksUnderTest implements StoreUnderTest, LastSeenStoreContract.Subject {
    /// No reserve: the machine that runs the tests may have little room.
    static final Options OPTIONS = Options.defaults().withReserveBytes(0);

    private final Path directory;
    private RocksStore store;

    RocksUnderTest(Path directory) {
        this.directory = directory;
        this.store = RocksStore.open(directory, OPTIONS);
    }

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
        store.close();
        store = RocksStore.open(directory, OPTIONS);
    }

    @Override
    public void close() {
        store.close();
    }
}
