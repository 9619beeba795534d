package dev.godwit.testing.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// What is done when, from one seed: all kinds once in an order of chance, then as often as they weigh. By
/// the clock come a restore (seldom: what it undoes is lost for those who do not send again) and a rest, in
/// which everybody may settle.
final class Schedule {
    /// What comes next.
    sealed interface Step {
        /// How long nothing new is done before.
        Duration pause();
    }

    /// @param hold   how long it lasts, where it lasts
    /// @param chance decides what else there is to decide, such as whom it hits
    record Strike(Duration pause, Trouble trouble, Duration hold, long chance) implements Step {}

    record Rest(Duration pause) implements Step {}

    private static final int LONGEST_HOLD_MILLIS = 6_000;

    private final Random random;
    private final Set<Trouble> kinds;
    private final Duration meanPause;
    private final Duration betweenRestores;
    private final Duration betweenRests;
    private final List<Trouble> bag = new ArrayList<>();
    private Duration lastRestore;
    private Duration lastRest = Duration.ZERO;
    private boolean begun;

    /// @param kinds at least one
    Schedule(long seed, Set<Trouble> kinds, Duration meanPause, Duration betweenRestores, Duration betweenRests) {
        this.random = new Random(seed);
        this.kinds = kinds.isEmpty() ? Set.of() : EnumSet.copyOf(kinds);
        this.meanPause = meanPause;
        this.betweenRestores = betweenRestores;
        this.betweenRests = betweenRests;
        // The first one comes earlier, so that a short run has one too.
        this.lastRestore = betweenRestores.dividedBy(2).negated();
    }

    /// @param now since the start
    Step next(Duration now) {
        Duration pause = Duration.ofNanos((long) (meanPause.toNanos() * (0.3 + 1.4 * random.nextDouble())));
        if (kinds.isEmpty() || now.minus(lastRest).compareTo(betweenRests) >= 0) {
            lastRest = now;
            return new Rest(pause);
        }
        if (kinds.contains(Trouble.RESTORE) && now.minus(lastRestore).compareTo(betweenRestores) >= 0) {
            lastRestore = now;
            return strike(pause, Trouble.RESTORE);
        }
        if (bag.isEmpty()) {
            fill();
        }
        return bag.isEmpty() ? new Rest(pause) : strike(pause, bag.removeLast());
    }

    private Strike strike(Duration pause, Trouble trouble) {
        return new Strike(
                pause, trouble, Duration.ofMillis(200 + random.nextInt(LONGEST_HOLD_MILLIS)), random.nextLong());
    }

    private void fill() {
        for (Trouble trouble : Trouble.values()) {
            if (kinds.contains(trouble)) {
                bag.addAll(Collections.nCopies(begun ? trouble.weight() : Math.min(1, trouble.weight()), trouble));
            }
        }
        begun = true;
        Collections.shuffle(bag, random);
    }
}
