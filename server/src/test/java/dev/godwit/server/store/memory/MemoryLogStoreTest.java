package dev.godwit.server.store.memory;

import dev.godwit.server.log.LogStoreContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class MemoryLogStoreTest extends LogStoreContract {
    @Override
    protected StoreUnderTest open(Path directory) {
        return new MemoryUnderTest();
    }
}
