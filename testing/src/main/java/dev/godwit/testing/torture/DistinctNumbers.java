package dev.godwit.testing.torture;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// How many different numbers of messages there were. They come in blocks: millions of them need little room.
final class DistinctNumbers {
    private static final int BITS = 16;

    private final Map<Long, BitSet> blocks = new HashMap<>();

    void add(long number) {
        blocks.computeIfAbsent(number >> BITS, block -> new BitSet()).set((int) (number & ((1 << BITS) - 1)));
    }

    long count() {
        return blocks.values().stream().mapToLong(BitSet::cardinality).sum();
    }
}
