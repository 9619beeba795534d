package dev.godwit.client.core;

/// Finds half-open connections: something was asked, and no answer to anything has come for a while.
final class Watchdog {
    static final long PATIENCE_MILLIS = 15_000;

    private boolean waiting;
    private long since;

    void reset() {
        waiting = false;
    }

    void answered(long now) {
        since = now;
    }

    /// Called after each event, with whether anything is un-answered now.
    void watch(Turn turn, boolean outstanding) {
        if (outstanding && !waiting) {
            since = turn.now();
        }
        waiting = outstanding;
        if (waiting) {
            turn.wakeBy(since + PATIENCE_MILLIS);
        }
    }

    boolean expired(long now) {
        return waiting && now - since >= PATIENCE_MILLIS;
    }
}
