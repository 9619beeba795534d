package dev.godwit.server.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The server's own threads: a few single-threaded owners that never block, and virtual threads for
/// whatever does.
final class Threads implements AutoCloseable {
    private final List<ExecutorService> shards = new ArrayList<>();
    private final ExecutorService delivery = single("delivery");
    private final ExecutorService presence = single("presence");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("timer").daemon(true).factory());
    private final ExecutorService blocking = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blocking-", 0).factory());

    Threads(int shardCount) {
        for (int i = 0; i < shardCount; i++) {
            shards.add(single("log-" + i));
        }
    }

    private static ExecutorService single(String name) {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon(true).factory());
    }

    List<Executor> shards() {
        return List.copyOf(shards);
    }

    Executor delivery() {
        return delivery;
    }

    Executor presence() {
        return presence;
    }

    /// Runs `task` after that time, which is to hand over to its owner at once.
    ///
    /// @return calls it off
    Runnable alarm(long millis, Runnable task) {
        try {
            var scheduled = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException stopping) {
            // What was to happen later does not matter any more.
            return () -> {};
        }
    }

    Executor blocking() {
        return blocking;
    }

    @Override
    public void close() {
        var _ = timer.shutdownNow();
        shards.forEach(Threads::stop);
        stop(delivery);
        stop(presence);
        stop(blocking);
    }

    private static void stop(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
