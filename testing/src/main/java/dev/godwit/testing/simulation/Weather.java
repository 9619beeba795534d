package dev.godwit.testing.simulation;

import java.util.random.RandomGenerator;

/// How a seed's network is when nothing in particular is done to it. Times in microseconds.
///
/// @param near       that a frame takes at least
/// @param far        that it takes at most, as a rule
/// @param lateness   how often one takes much longer, from 0 to 1
/// @param late       that such a one takes at most
/// @param forgetting how often a question that is no frame (a name) gets no answer
/// @param room       bytes on the way to a device from which on its connection counts as not writable
record Weather(long near, long far, double lateness, long late, double forgetting, int room) {
    private static final int ORDINARY_ROOM = 64 * 1024;
    private static final int LITTLE_ROOM = 3 * 1024;

    static Weather of(RandomGenerator random) {
        long near = random.nextLong(200, 30_000);
        return new Weather(
                near,
                near + random.nextLong(1_000, 80_000),
                random.nextInt(3) == 0 ? random.nextDouble() * 0.1 : 0,
                random.nextLong(100_000, 3_000_000),
                random.nextInt(3) == 0 ? random.nextDouble() * 0.4 : 0,
                random.nextInt(3) == 0 ? LITTLE_ROOM : ORDINARY_ROOM);
    }

    long delay(Scheduler scheduler) {
        return scheduler.chance(lateness) ? scheduler.between(far, late) : scheduler.between(near, far);
    }
}
