package dev.godwit.server.gateway;

import dev.godwit.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// How often a user may say things of the moment: presence, typing, what the screen shows. A small bucket
/// of its own, so that who floods these is throttled in these alone. Safe for any thread.
final class Courtesy {
    private static final int MAX_USERS = 100_000;
    private static final long SAY_EVERY = TimeUnit.SECONDS.toNanos(5);

    private final GatewayLimits limits;
    private final LongSupplier nanoTime;
    private final LinkedHashMap<UserId, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

    enum Verdict {
        PASS,
        DROP,
        /// Drop it, and tell the client: now and then, not each time.
        DROP_AND_SAY
    }

    private static final class Account {
        final TokenBucket bucket;
        long saidAt;

        Account(TokenBucket bucket, long saidAt) {
            this.bucket = bucket;
            this.saidAt = saidAt;
        }
    }

    Courtesy(GatewayLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    synchronized Verdict take(UserId user) {
        long now = nanoTime.getAsLong();
        var account = accounts.get(user);
        if (account == null) {
            if (accounts.size() >= MAX_USERS) {
                accounts.pollFirstEntry();
            }
            var bucket = new TokenBucket(limits.momentsPerSecond(), limits.momentsBurst(), nanoTime);
            account = new Account(bucket, now - SAY_EVERY);
            accounts.put(user, account);
        }
        if (account.bucket.take()) {
            return Verdict.PASS;
        }
        if (now - account.saidAt < SAY_EVERY) {
            return Verdict.DROP;
        }
        account.saidAt = now;
        return Verdict.DROP_AND_SAY;
    }
}
