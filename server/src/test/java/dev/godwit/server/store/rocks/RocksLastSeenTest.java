package dev.godwit.server.store.rocks;

import dev.godwit.server.presence.LastSeenStoreContract;
import java.nio.file.Path;

final class RocksLastSeenTest extends LastSeenStoreContract {
    @Override
    protected Subject open(Path directory) {
        return new RocksUnderTest(directory.resolve("log"));
    }
}
