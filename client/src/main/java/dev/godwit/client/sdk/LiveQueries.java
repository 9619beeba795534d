package dev.godwit.client.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Asks again whenever something was committed, here or by another process, and tells whoever watches if
/// the answer is another one. One thread calls all listeners, so a slow one gets fewer answers, never a
/// growing queue.
final class LiveQueries implements AutoCloseable {
    private static final long POLL_MILLIS = 150;
    /// How much longer it rests than it worked.
    private static final int REST = 2;

    private static final long MAX_REST_NANOS = 300_000_000;

    private static final class Watch<T> {
        private final Supplier<T> query;
        private final Consumer<T> listener;
        private Optional<T> last = Optional.empty();

        Watch(Supplier<T> query, Consumer<T> listener) {
            this.query = query;
            this.listener = listener;
        }

        void refresh() {
            T answer = query.get();
            if (!last.equals(Optional.of(answer))) {
                last = Optional.of(answer);
                listener.accept(answer);
            }
        }
    }

    private final LongSupplier dataVersion;
    private final Object lock = new Object();
    private final List<Watch<?>> watches = new ArrayList<>();
    private boolean running;
    private boolean closed;
    private boolean changed;

    /// @param dataVersion changes when another connection has committed something
    LiveQueries(LongSupplier dataVersion) {
        this.dataVersion = dataVersion;
    }

    <T> Subscription watch(Supplier<T> query, Consumer<T> listener) {
        var watch = new Watch<>(query, listener);
        synchronized (lock) {
            watches.add(watch);
            changed = true;
            if (!running) {
                running = true;
                Thread.ofPlatform().daemon().name("godwit-live").start(this::run);
            }
            lock.notifyAll();
        }
        return () -> {
            synchronized (lock) {
                watches.remove(watch);
            }
        };
    }

    /// Something may have changed.
    void signal() {
        synchronized (lock) {
            changed = true;
            lock.notifyAll();
        }
    }

    private void run() {
        long seen = -1;
        while (true) {
            List<Watch<?>> all;
            synchronized (lock) {
                try {
                    if (!changed && !closed) {
                        lock.wait(watches.isEmpty() ? 0 : POLL_MILLIS);
                    }
                } catch (InterruptedException e) {
                    return;
                }
                if (closed) {
                    return;
                }
                all = List.copyOf(watches);
            }
            long before = System.nanoTime();
            seen = refresh(all, seen);
            rest(System.nanoTime() - before);
        }
    }

    /// While a device catches up there is a commit every few milliseconds: asking again after each of them would
    /// cost more than writing them.
    private void rest(long took) {
        long end = System.nanoTime() + Math.min(took * REST, MAX_REST_NANOS);
        synchronized (lock) {
            try {
                for (long left = end - System.nanoTime(); left > 0 && !closed; left = end - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long refresh(List<Watch<?>> all, long seen) {
        try {
            long version = dataVersion.getAsLong();
            boolean due;
            synchronized (lock) {
                due = changed || version != seen;
                changed = false;
            }
            if (due) {
                all.forEach(LiveQueries::refresh);
            }
            return version;
        } catch (RuntimeException e) {
            log(e);
            return seen;
        }
    }

    /// One that fails does not keep the others from their answers. While the profile is locked there is
    /// nothing to show; after the next sign-in there is.
    private static void refresh(Watch<?> watch) {
        try {
            watch.refresh();
        } catch (GodwitException e) {
            if (!e.code().equals(GodwitException.LOCKED)) {
                log(e);
            }
        } catch (RuntimeException e) {
            log(e);
        }
    }

    private static void log(RuntimeException fault) {
        System.getLogger(LiveQueries.class.getName())
                .log(System.Logger.Level.WARNING, "a live query or its listener failed", fault);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            watches.clear();
            lock.notifyAll();
        }
    }
}
