package dev.godwit.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that the test moves.
public final class MovableClock implements InstantSource {
    private volatile Instant now = Instant.ofEpochMilli(1_700_000_000_000L);

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
