package dev.godwit.server.gateway;

import java.util.function.LongSupplier;

/// Lets `rate` through a second, and up to `burst` at once after a quiet time. Safe for any thread.
/// Source: the token bucket of RFC 2697, with one colour.
final class TokenBucket {
    private final double perNano;
    private final double burst;
    private final LongSupplier nanoTime;
    private double tokens;
    private long filledAt;

    TokenBucket(int ratePerSecond, int burst, LongSupplier nanoTime) {
        this.perNano = ratePerSecond / 1e9;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.tokens = burst;
        this.filledAt = nanoTime.getAsLong();
    }

    synchronized boolean take() {
        long now = nanoTime.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) * perNano);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /// Milliseconds until [#take] may succeed.
    synchronized long millisToNext() {
        return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perNano / 1e6);
    }
}
