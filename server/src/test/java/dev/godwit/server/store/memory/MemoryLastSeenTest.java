package dev.godwit.server.store.memory;

import dev.godwit.server.presence.LastSeenStoreContract;
import java.nio.file.Path;

final class MemoryLastSeenTest extends LastSeenStoreContract {
    @Override
    protected Subject open(Path directory) {
        return new MemoryUnderTest();
    }
}
