package dev.godwit.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A seed that fails once fails always: nothing but the seed decides what happens.
class SameSeedSameTraceTest {
    private static final int SEEDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Test
    void aSeedIsTheSameWorldTwice() {
        for (long seed = 100; seed < 100 + SEEDS; seed++) {
            String first = SeedRun.of(seed, true).trace();
            assertTrue(first.length() > 10_000, first);
            assertEquals(first, SeedRun.of(seed, true).trace());
        }
    }

    @Test
    void aSeedIsTheSameWorldWhetherSomebodyLooksOrNot() {
        for (long seed = 200; seed < 200 + SEEDS; seed++) {
            assertEquals(
                    SeedRun.of(seed, true).happenings(), SeedRun.of(seed, false).happenings());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {103, 109})
    void aSeedIsTheSameWorldInAnotherJvm(long seed) {
        List<String> here = SeedRun.of(seed, true).trace().lines().toList();
        for (String hashCode : List.of("-XX:hashCode=0", "-XX:hashCode=2")) {
            try (var child = ChildJvm.start(
                    List.of(),
                    List.of("-XX:+UnlockExperimentalVMOptions", hashCode),
                    Map.of(),
                    "dev.godwit.testing.Main",
                    List.of("simulate", "--seed", Long.toString(seed)))) {
                child.awaitExit(PATIENCE);
                assertEquals(here, child.stdout().subList(0, Math.min(here.size(), child.lineCount())), child::output);
            }
        }
    }
}
