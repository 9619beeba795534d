package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;

/// A 64-bit fingerprint of a set of (conversation, seq) that can be updated in place when one of them moves.
///
/// The sum, in two 32-bit lanes, of MurmurHash3_x86_32 (Austin Appleby, public domain) over
/// `conversation ":" seq`, with the seeds 1 and 2; written as 16 hexadecimal digits, lane 1 first. Sums do not
/// depend on order, and 32-bit lanes are native to every language. A device that cheats here deceives only itself.
public record StateDigest(int lane1, int lane2) {
    public static final StateDigest EMPTY = new StateDigest(0, 0);

    /// Conversations of which the device has nothing (`seq` 0) do not count.
    public StateDigest with(ConversationId conversation, long seq) {
        if (seq == 0) {
            return this;
        }
        byte[] key = (conversation.value() + ':' + seq).getBytes(US_ASCII);
        return new StateDigest(lane1 + murmur(key, 1), lane2 + murmur(key, 2));
    }

    public StateDigest without(ConversationId conversation, long seq) {
        if (seq == 0) {
            return this;
        }
        byte[] key = (conversation.value() + ':' + seq).getBytes(US_ASCII);
        return new StateDigest(lane1 - murmur(key, 1), lane2 - murmur(key, 2));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%08x%08x", lane1, lane2);
    }

    static int murmur(byte[] data, int seed) {
        int h = seed;
        int blocks = data.length & ~3;
        for (int i = 0; i < blocks; i += 4) {
            int k = (data[i] & 0xff)
                    | (data[i + 1] & 0xff) << 8
                    | (data[i + 2] & 0xff) << 16
                    | (data[i + 3] & 0xff) << 24;
            h ^= scramble(k);
            h = Integer.rotateLeft(h, 13) * 5 + 0xe6546b64;
        }
        int tail = 0;
        for (int i = data.length - 1; i >= blocks; i--) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        h ^= scramble(tail);
        h ^= data.length;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return h;
    }

    private static int scramble(int k) {
        return Integer.rotateLeft(k * 0xcc9e2d51, 15) * 0x1b873593;
    }
}
