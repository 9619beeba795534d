package dev.godwit.server.gateway;

import dev.godwit.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.function.LongSupplier;

/// One bucket a user, shared by all their sessions. Those unused for longest are forgotten first; by then they are
/// full.
final class Quotas {
    private static final int MAX_USERS = 100_000;

    private final GatewayLimits limits;
    private final LongSupplier nanoTime;
    private final LinkedHashMap<UserId, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

    Quotas(GatewayLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    synchronized TokenBucket of(UserId user) {
        var known = buckets.get(user);
        if (known != null) {
            return known;
        }
        if (buckets.size() >= MAX_USERS) {
            buckets.pollFirstEntry();
        }
        var bucket = new TokenBucket(limits.framesPerSecond(), limits.burst(), nanoTime);
        buckets.put(user, bucket);
        return bucket;
    }
}
