package dev.godwit.server.store.memory;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.LogStoreCrashContract;
import dev.godwit.server.store.CrashWorkload;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;

final class MemoryCrashTest extends LogStoreCrashContract {
    private final Queue<Runnable> syncs = new ArrayDeque<>();
    private MemoryStore store = new MemoryStore("epoch", syncs::add);

    @Override
    protected StoreUnderTest crash(Path directory, Random random, int completed, List<CrashWorkload.Acked> acked) {
        int before = acked.size();
        new CrashWorkload(store.log(), acked::add).start();
        while (acked.size() < before + completed) {
            syncs.remove().run();
        }
        store = store.crashAfter(random.nextInt(store.waiting() + 1));
        syncs.clear();
        return new Restarted(store);
    }

    private record Restarted(MemoryStore store) implements StoreUnderTest {
        @Override
        public LogStore log() {
            return store.log();
        }

        @Override
        public CursorStore cursors() {
            return store.cursors();
        }

        @Override
        public void reopen() {
            throw new UnsupportedOperationException("the crash kit does not reopen");
        }

        @Override
        public void close() {
            // the next crash goes on with it
        }
    }
}
