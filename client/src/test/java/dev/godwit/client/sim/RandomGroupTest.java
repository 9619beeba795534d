package dev.godwit.client.sim;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [RandomMembership], seed by seed.
class RandomGroupTest {
    private static final int SEEDS = Integer.getInteger("godwit.seeds", 2);
    private static final int FIRST_SEED = Integer.getInteger("godwit.seed", 0);

    @TempDir
    Path directory;

    @Test
    void throughTunnelsKillsRemovalsAndReturnsAllDevicesEndWithTheSameGroup() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            new RandomMembership(directory, Engines.PLAIN).run(seed, false);
        }
    }

    @Test
    void afterTheServerWasRestoredFromAnOlderCopyTheGroupComesBack() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            new RandomMembership(directory, Engines.PLAIN).run(seed, true);
        }
    }
}
