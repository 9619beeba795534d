package dev.godwit.testing.simulation;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Says how far a long run is: on a terminal in one line that is rewritten, elsewhere in a line now and then. A seed
/// that
/// fails is told at once, so that nobody waits an hour for its number.
final class Progress {
    private static final long ON_TERMINAL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long ELSEWHERE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter err;
    private final long seeds;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private long toldAt = began;
    private long done;
    private long failed;

    Progress(PrintWriter err, long seeds, boolean terminal) {
        this.err = err;
        this.seeds = seeds;
        this.terminal = terminal;
    }

    void done(Verdict verdict) {
        done++;
        if (!verdict.isClean()) {
            failed++;
            wipe();
            err.println("Seed " + verdict.seed() + " failed: "
                    + verdict.violations().getFirst());
        }
        long now = System.nanoTime();
        if (now - toldAt >= (terminal ? ON_TERMINAL_NANOS : ELSEWHERE_NANOS)) {
            toldAt = now;
            tell(now);
        }
    }

    private void tell(long now) {
        double seconds = (now - began) / 1e9;
        String line = String.format(
                Locale.ROOT,
                "%,d of %,d seeds, %.0f a second, %d failed, %s left",
                done,
                seeds,
                done / seconds,
                failed,
                time(Math.round(seconds / done * (seeds - done))));
        if (terminal) {
            err.print("\r" + line + "   ");
            err.flush();
        } else {
            err.println(line);
        }
    }

    private static String time(long seconds) {
        return seconds < 90 ? seconds + " s" : (seconds + 30) / 60 + " min";
    }

    /// Leaves the terminal as it was.
    void end() {
        wipe();
    }

    private void wipe() {
        if (terminal) {
            err.print("\r" + " ".repeat(78) + "\r");
            err.flush();
        }
    }
}
