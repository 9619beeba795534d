package dev.godwit.server.store.rocks;

import dev.godwit.server.store.CrashWorkload;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Appends for ever and prints what completed, one line each.
final class RocksCrashChild {
    private RocksCrashChild() {}

    public static void main(String[] args) throws InterruptedException {
        var store = RocksStore.open(Path.of(args[0]), RocksUnderTest.OPTIONS);
        new CrashWorkload(store.log(), acked -> System.out.println(acked.line())).start();
        new CountDownLatch(1).await();
    }
}
