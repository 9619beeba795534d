package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/// How events come to a driver: from any thread, by way of its owner's executor. Everything but `post`
/// belongs to the driver's thread.
final class Inlet {
    /// A connection, or an engine: what comes from an earlier one is dropped.
    static final class Source {
        private volatile boolean ended;

        void end() {
            ended = true;
        }
    }

    private final Executor executor;
    private final LongSupplier clock;
    private List<Event> arrived = new ArrayList<>();

    Inlet(Executor executor, LongSupplier clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /// From any thread.
    void post(Source source, LongFunction<Event> event) {
        if (!source.ended) {
            executor.execute(() -> {
                if (!source.ended) {
                    add(event);
                }
            });
        }
    }

    void add(LongFunction<Event> event) {
        arrived.add(event.apply(clock.getAsLong()));
    }

    List<Event> takeAll() {
        List<Event> all = arrived;
        arrived = new ArrayList<>();
        return all;
    }
}
