package dev.godwit.client.sim;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [RandomSchedule], seed by seed.
class RandomScheduleTest {
    private static final int SEEDS = Integer.getInteger("godwit.seeds", 5);
    private static final int FIRST_SEED = Integer.getInteger("godwit.seed", 0);

    @TempDir
    Path directory;

    @Test
    void throughCutsKillsThrottlingAndLostPushesNothingIsLostDoubledOrReordered() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            new RandomSchedule(directory, Engines.PLAIN).run(seed, false);
        }
    }

    @Test
    void afterTheServerWasRestoredFromAnOlderCopyNobodysOwnMessagesAreLostOrDoubled() {
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            new RandomSchedule(directory, Engines.PLAIN).run(seed, true);
        }
    }
}
