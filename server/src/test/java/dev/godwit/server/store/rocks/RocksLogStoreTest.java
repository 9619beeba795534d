package dev.godwit.server.store.rocks;

import dev.godwit.server.log.LogStoreContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class RocksLogStoreTest extends LogStoreContract {
    @Override
    protected StoreUnderTest open(Path directory) {
        return new RocksUnderTest(directory.resolve("log"));
    }
}
