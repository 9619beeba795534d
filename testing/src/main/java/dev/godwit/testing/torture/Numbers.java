package dev.godwit.testing.torture;

import java.util.concurrent.atomic.AtomicLong;

/// Hands out the numbers by which messages are told apart over a whole run: a block of its own to everybody who writes,
/// and a new one after each death, so that nobody has to remember how far they had got.
final class Numbers {
    /// More than anybody writes in one life.
    static final long BLOCK = 10_000_000;

    private final AtomicLong blocks = new AtomicLong();

    /// The number before the first of a new block.
    long nextBlock() {
        return blocks.incrementAndGet() * BLOCK;
    }
}
