package dev.godwit.server.store.memory;

import dev.godwit.server.delivery.CursorStoreContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class MemoryCursorStoreTest extends CursorStoreContract {
    @Override
    protected StoreUnderTest open(Path directory) {
        return new MemoryUnderTest();
    }
}
