package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What comes to the engine's thread from outside. Bounded: a full one holds up the transport, and so the
/// server.
final class Mailbox {
    private static final long PATIENCE_MILLIS = 150;

    /// A connection, an engine, or anybody: what is for an earlier one is dropped.
    static final class Source {
        volatile boolean ended;
    }

    record Mail(Source source, LongFunction<Event> event) {}

    private final Source anybody = new Source();
    private final BlockingQueue<Mail> inbox;
    private volatile boolean closed;

    Mailbox(int capacity) {
        this.inbox = new ArrayBlockingQueue<>(capacity);
    }

    void post(LongFunction<Event> event) {
        post(anybody, event);
    }

    /// Waits while it is full.
    void post(Source source, LongFunction<Event> event) {
        var mail = new Mail(source, event);
        try {
            while (!closed && !source.ended && !inbox.offer(mail, PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Drops it where it is full: then the engine is awake anyway.
    void offer(LongFunction<Event> event) {
        var unused = inbox.offer(new Mail(anybody, event));
    }

    /// Nobody waits any more to get something in.
    void close() {
        closed = true;
        offer(Event.Tick::new);
    }

    @Nullable
    Mail poll() {
        return inbox.poll();
    }

    @Nullable
    Mail take(long millis) throws InterruptedException {
        return inbox.poll(Math.max(0, millis), TimeUnit.MILLISECONDS);
    }
}
