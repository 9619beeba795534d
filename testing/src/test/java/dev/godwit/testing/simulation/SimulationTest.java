package dev.godwit.testing.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A thousand worlds in each build; `-Dgodwit.seeds=100000` makes it a long run, `-Dgodwit.seed=N` begins elsewhere.
class SimulationTest {
    private static final long SEEDS = Long.getLong("godwit.seeds", 1_000);
    private static final long FIRST_SEED = Long.getLong("godwit.seed", 0);
    /// Of each kind of fault and of act there is at least one in so many seeds.
    private static final long RAREST = 50;

    @Test
    void whateverFailsNothingIsLostDoubledOrReordered() throws InterruptedException {
        var seeds = new Seeds(FIRST_SEED, SEEDS, verdict -> {});
        Seeds.Outcome outcome = seeds.run(Runtime.getRuntime().availableProcessors());
        Report.print(outcome, "", new PrintWriter(System.out, true, UTF_8));
        assertEquals(
                List.of(),
                outcome.failed().stream()
                        .map(verdict -> verdict.seed() + " " + verdict.violations())
                        .toList());
        if (SEEDS >= 10 * RAREST) {
            everythingHasHappened(outcome.tally());
        }
    }

    private static void everythingHasHappened(Tally tally) {
        for (Fault fault : Fault.values()) {
            assertTrue(tally.of(fault) >= SEEDS / RAREST, () -> fault.words() + ": " + tally.of(fault));
        }
        for (Act act : Act.values()) {
            assertTrue(tally.of(act) >= SEEDS / RAREST, () -> act.words() + ": " + tally.of(act));
        }
        assertTrue(tally.acked() > 10 * SEEDS, () -> "acked: " + tally.acked());
    }
}
