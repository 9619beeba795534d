package dev.godwit.server.store.rocks;

import dev.godwit.server.log.StateContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class RocksStateTest extends StateContract {
    @Override
    protected StoreUnderTest open(Path directory) {
        return new RocksUnderTest(directory.resolve("log"));
    }
}
