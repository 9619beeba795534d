package dev.godwit.testing.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// The clock on somebody's wall: wrong, and put forward and back while it runs.
final class WallClock extends Clock {
    /// When every world begins, by the right clock.
    static final long BEGIN_MILLIS = 1_767_225_600_000L;

    private final Scheduler scheduler;
    private long error;

    WallClock(Scheduler scheduler, long errorMillis) {
        this.scheduler = scheduler;
        this.error = errorMillis;
    }

    void jump(long millis) {
        error += millis;
    }

    @Override
    public long millis() {
        return BEGIN_MILLIS + scheduler.millis() + error;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
