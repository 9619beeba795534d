package dev.godwit.testing.torture;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A device's clock that is wrong, and by how much can change any time.
final class ShiftedClock extends Clock {
    private volatile Duration error;

    ShiftedClock(Duration error) {
        this.error = error;
    }

    void jump(Duration newError) {
        error = newError;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(error);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), error);
    }
}
