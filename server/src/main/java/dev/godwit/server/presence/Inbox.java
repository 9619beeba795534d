package dev.godwit.server.presence;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The way onto the owner's thread, for any thread. Bounded: while the owner is behind, stopped or broken,
/// what comes is dropped, and whoever brought it goes on.
final class Inbox {
    private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

    static final int CAPACITY = 10_000;

    private final Executor owner;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile Runnable recovery = () -> {};

    Inbox(Executor owner) {
        this.owner = owner;
    }

    /// @param task runs on the owner's thread once it has caught up after something was dropped
    void whenRecovered(Runnable task) {
        recovery = task;
    }

    /// @return whether it was taken
    boolean offer(Runnable task) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            noteLoss("what people say about their presence is dropped: its thread is behind");
            return false;
        }
        return submit(task);
    }

    /// For the few tasks of which there never is more than one of a kind under way: they find room in a
    /// full inbox too.
    boolean insist(Runnable task) {
        waiting.incrementAndGet();
        return submit(task);
    }

    private boolean submit(Runnable task) {
        try {
            owner.execute(() -> run(task));
            return true;
        } catch (RuntimeException e) {
            waiting.decrementAndGet();
            noteLoss("what people say about their presence is dropped: " + e);
            return false;
        }
    }

    private void run(Runnable task) {
        int left = waiting.decrementAndGet();
        attempt(task);
        if (left == 0 && lost.compareAndSet(true, false)) {
            attempt(recovery);
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "something about presence failed", e);
        }
    }

    private void noteLoss(String message) {
        if (lost.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.WARNING, message);
        }
    }
}
