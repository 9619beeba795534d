package dev.godwit.server.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// Up to which commit everything has been announced. A store's own stamp may run ahead of announcements that are still
/// queued between threads; a mark made from it would hide them.
///
/// Before an append the writer takes a ticket, which remembers the stamp of that moment: the append's own will
/// be higher. Whoever has dealt with the announcement returns the ticket. Safe for any thread.
public final class Watermark {
    private final LongSupplier stamp;
    private final AtomicLong tickets = new AtomicLong();
    private final Map<Long, Long> floors = new ConcurrentHashMap<>();

    /// @param stamp [LogStore#stamp]
    public Watermark(LongSupplier stamp) {
        this.stamp = stamp;
    }

    /// Returned by closing it, as often as one likes.
    public interface Ticket extends AutoCloseable {
        @Override
        void close();
    }

    Ticket take() {
        long number = tickets.incrementAndGet();
        floors.put(number, stamp.getAsLong());
        return () -> floors.remove(number);
    }

    /// Whether nothing is on its way.
    public boolean isQuiet() {
        return floors.isEmpty();
    }

    /// Every commit up to this stamp has been announced and dealt with.
    public long safe() {
        // The stamp first: whatever it covers and has not been announced still has its ticket out.
        long now = stamp.getAsLong();
        return floors.values().stream().mapToLong(Long::longValue).reduce(now, Math::min);
    }
}
