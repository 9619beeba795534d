package dev.godwit.server.store.rocks;

import dev.godwit.server.delivery.CursorStoreContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class RocksCursorStoreTest extends CursorStoreContract {
    @Override
    protected StoreUnderTest open(Path directory) {
        return new RocksUnderTest(directory.resolve("log"));
    }
}
