package dev.godwit.testing.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.ChildJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the simulated server promises to clients that are as simple as can be, and that a seed is the same world each
/// time.
class SimServerTest {
    @Test
    @Timeout(180)
    void whatItHasPromisedIsKeptThroughAllFaults() {
        for (long seed = 1; seed <= 100; seed++) {
            run(seed);
        }
    }

    static void run(long seed) {
        try {
            new PlainWorld(seed, false).live();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 77})
    @Timeout(180)
    void oneSeedIsOneTraceInEveryRunOfTheProgram(long seed) {
        String here = PlainWorld.digest(seed);
        assertEquals(here, PlainWorld.digest(seed));
        try (var other = ChildJvm.start(
                List.of(), List.of(), Map.of(), PlainWorld.class.getName(), List.of(Long.toString(seed)))) {
            assertEquals(here, other.awaitLine(0, line -> true, Duration.ofSeconds(30)));
        }
        assertTrue(here.length() > 40);
    }
}
