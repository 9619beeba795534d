package dev.godwit.client.core;

import java.util.random.RandomGenerator;

/// Capped exponential backoff with full jitter. Source: Marc Brooker, "Exponential Backoff And Jitter", AWS
/// Architecture Blog, 2015.
final class Backoff {
    static final long BASE_MILLIS = 500;
    static final long CAP_MILLIS = 60_000;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// @param failures how many attempts have failed so far, at least 1
    long delay(int failures) {
        long ceiling = Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(failures, 10));
        return random.nextLong(ceiling + 1);
    }
}
