package dev.godwit.testing.torture;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Says every few seconds how it goes, and watches that the real disk does not become full.
final class ProgressLine implements AutoCloseable {
    private static final long EVERY_SECONDS = 5;

    private final Cast cast;
    private final Tally tally;
    private final PrintStream out;
    private final Duration duration;
    private final Runnable stop;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final long from = System.nanoTime();

    /// @param stop called when there is too little room
    ProgressLine(Cast cast, Tally tally, PrintStream out, Duration duration, Runnable stop) {
        this.cast = cast;
        this.tally = tally;
        this.out = out;
        this.duration = duration;
        this.stop = stop;
        Thread.ofPlatform().name("progress").daemon(true).start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(EVERY_SECONDS, TimeUnit.SECONDS)) {
                say(tally.now().isEmpty() ? "all is well" : String.join(", ", tally.now()));
                if (Disk.freeMebibytes(cast.scratch()) < Torture.LEAST_FREE_MEBIBYTES) {
                    out.println("Less than " + Torture.LEAST_FREE_MEBIBYTES + " MiB are free here: it ends now.");
                    stop.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void say(String what) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from);
        out.printf(
                Locale.ROOT,
                "%2d:%02d of %s  %,d acked on the wire, %,d ticks seen by clients  %d kills  %s%n",
                seconds / 60,
                seconds % 60,
                words(duration),
                cast.load().acked(),
                cast.ticksSeen(),
                tally.kills(),
                what);
    }

    private static String words(Duration duration) {
        return String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
