package dev.godwit.client.core;

import dev.godwit.protocol.ClientMessageId;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// UUIDs of version 7 (RFC 9562 §5.7): 48 bits of time and 74 random ones. The time only makes them sort well
/// in an index; nothing depends on it being right.
public final class Uuid7 {
    private Uuid7() {}

    public static ClientMessageId next(long millis, RandomGenerator random) {
        long high = (millis << 16) | 0x7000 | (random.nextLong() & 0x0fff);
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new ClientMessageId(new UUID(high, low).toString());
    }
}
