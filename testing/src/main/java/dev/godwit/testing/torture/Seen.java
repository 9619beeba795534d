package dev.godwit.testing.torture;

import java.util.BitSet;

/// Which seqs of one conversation were seen: all up to a floor, and some above it.
final class Seen {
    private final BitSet above = new BitSet();
    private final long origin;
    private long floor;

    Seen(long floor) {
        this.origin = floor;
        this.floor = floor;
    }

    long floor() {
        return floor;
    }

    boolean contains(long seq) {
        return seq <= floor || above.get(Math.toIntExact(seq - origin));
    }

    void add(long seq) {
        if (seq > floor) {
            above.set(Math.toIntExact(seq - origin));
        }
    }

    /// Nothing new will come up to there.
    void everythingUpTo(long seq) {
        floor = Math.max(floor, seq);
    }
}
