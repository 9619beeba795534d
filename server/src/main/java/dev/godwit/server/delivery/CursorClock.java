package dev.godwit.server.delivery;

import java.util.random.RandomGenerator;

/// Numbers the moves of cursors in the order in which this server told of them.
///
/// Cursors are saved without a sync, so these numbers must not outlive the process: after a crash they would be given
/// again, to other moves. They are compared only within one run of the server, which has a name of its own.
///
/// Owned by the delivery thread; the run's name may be read by any.
final class CursorClock {
    private final String run;
    private long moves;

    CursorClock(RandomGenerator random) {
        run = Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX);
    }

    /// Differs from that of every other run, also of the same store.
    String run() {
        return run;
    }

    /// Number of the latest move; 0 before the first.
    long now() {
        return moves;
    }

    /// A cursor moves, or somebody may know of it from now on.
    long tick() {
        return ++moves;
    }
}
