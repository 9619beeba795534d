package dev.godwit.testing.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Waits for a condition, with a bound. The only place where tests let time pass.
public final class Await {
    public static final Duration BOUND = Duration.ofSeconds(20);

    private static final long FIRST_PAUSE = 1_000_000;
    private static final long LAST_PAUSE = 50_000_000;

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) {
        until(what, BOUND, condition);
    }

    public static void until(String what, Duration bound, Callable<Boolean> condition) {
        until(() -> what, bound, condition);
    }

    /// @param what says what was awaited and what was seen instead; asked only when time is up
    public static void until(Supplier<String> what, Duration bound, Callable<Boolean> condition) {
        long end = System.nanoTime() + bound.toNanos();
        long pause = FIRST_PAUSE;
        while (!holds(condition)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("Not within " + bound + ": " + what.get());
            }
            LockSupport.parkNanos(pause);
            // Looking costs too: who waits long looks less often.
            pause = Math.min(LAST_PAUSE, pause + pause / 4);
        }
    }

    /// Watches for the whole duration that nothing bad happens: the only honest way to test an absence.
    public static void stays(String what, Duration duration, Callable<Boolean> condition) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - end < 0) {
            if (!holds(condition)) {
                throw new AssertionError("Did not stay so: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static boolean holds(Callable<Boolean> condition) {
        try {
            return condition.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
