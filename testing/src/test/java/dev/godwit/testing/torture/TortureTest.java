package dev.godwit.testing.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A short run of `./godwit torture`, with a small load.
///
/// `-Dgodwit.torture.seconds=600` makes it a long one, `-Dgodwit.seed=N` repeats the troubles of one.
class TortureTest {
    private static final long SECONDS = Long.getLong("godwit.torture.seconds", 30);
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime() % 1_000_000);

    @Test
    @Timeout(3_600)
    void everyPromiseHoldsWhateverIsDoneToRealProcesses() {
        var settings = Settings.standard(Duration.ofSeconds(SECONDS), SEED)
                .clients(2)
                .load(4, 100, 30)
                .pause(Duration.ofMillis(600));
        Report report = new Torture(settings, System.out).run();
        System.out.println(report.markdown());
        assertEquals(0, report.exitCode(), report::markdown);
        assertTrue(report.kills() > 0, "somebody was killed");
        assertTrue(report.counts().keySet().stream().anyMatch(trouble -> !trouble.kills()), "and not only that");
        assertTrue(report.traffic().acked() > 100, "and something was acked");
        assertTrue(report.traffic().ackedSdk() > 0, "also by clients");
        assertEquals(EnumSet.allOf(Trouble.class), report.asked());
    }
}
