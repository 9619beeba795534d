package dev.godwit.server.store.memory;

import dev.godwit.server.log.StateContract;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;

final class MemoryStateTest extends StateContract {
    @Override
    protected StoreUnderTest open(Path directory) {
        return new MemoryUnderTest();
    }
}
