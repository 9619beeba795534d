package dev.godwit.client.sdk;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What comes to the engine's thread from outside. Bounded: a full one holds up the transport, and so the
/// server.
final class Mailbox implements Executor {
    private static final long PATIENCE_MILLIS = 150;

    private final BlockingQueue<Runnable> inbox;
    private volatile boolean closed;

    Mailbox(int capacity) {
        this.inbox = new ArrayBlockingQueue<>(capacity);
    }

    /// Waits while it is full; drops what comes after it was closed.
    @Override
    public void execute(Runnable mail) {
        try {
            while (!closed && !inbox.offer(mail, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Only ends the wait. Where it is full the engine is awake anyway.
    void wake() {
        var unused = inbox.offer(() -> {});
    }

    /// Nobody waits any more to get something in.
    void close() {
        closed = true;
        wake();
    }

    @Nullable
    Runnable poll() {
        return inbox.poll();
    }

    @Nullable
    Runnable take(long millis) throws InterruptedException {
        return inbox.poll(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
}
