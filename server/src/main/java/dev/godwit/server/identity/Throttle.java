package dev.godwit.server.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Slows down guessing: after some free failures each further one doubles the time in which attempts for the key are
/// refused unseen. Whoever fails no more is forgotten after a while. Bounded: the keys longest unused go first.
///
/// An attempt counts from its beginning, so parallel guesses get no free look. Any thread may call it.
final class Throttle {
    private static final int KEYS = 20_000;
    private static final Duration IN_FLIGHT_PAUSE = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Rules rules;
    private final LinkedHashMap<String, Tally> tallies = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
            return size() > KEYS;
        }
    };

    /// @param free     failures without a pause
    /// @param longest  pause, and afterwards as long again until the key is forgotten
    record Rules(int free, Duration first, Duration longest) {}

    private static final class Tally {
        int failures;
        int inFlight;
        Instant until = Instant.MIN;
        Instant forgetAt = Instant.MAX;
    }

    Throttle(InstantSource clock, Rules rules) {
        this.clock = clock;
        this.rules = rules;
    }

    /// Begins an attempt, or says how long to wait. What began must end with [#failed], [#succeeded] or [#withdrawn].
    synchronized Optional<Duration> begin(String key) {
        Instant now = clock.instant();
        Tally tally = tallies.computeIfAbsent(key, k -> new Tally());
        if (!tally.forgetAt.isAfter(now)) {
            tally.failures = 0;
            tally.forgetAt = Instant.MAX;
        }
        if (now.isBefore(tally.until)) {
            return Optional.of(Duration.between(now, tally.until));
        }
        if (tally.inFlight >= Math.max(1, rules.free() - tally.failures)) {
            return Optional.of(IN_FLIGHT_PAUSE);
        }
        tally.inFlight++;
        return Optional.empty();
    }

    synchronized void failed(String key) {
        Instant now = clock.instant();
        Tally tally = tallies.computeIfAbsent(key, k -> new Tally());
        end(tally);
        tally.failures++;
        int paused = tally.failures - rules.free();
        Duration pause = Duration.ZERO;
        if (paused > 0) {
            pause = paused > 30 ? rules.longest() : rules.first().multipliedBy(1L << (paused - 1));
            pause = pause.compareTo(rules.longest()) > 0 ? rules.longest() : pause;
            tally.until = now.plus(pause);
        }
        tally.forgetAt = now.plus(pause).plus(rules.longest());
    }

    /// The right password: the key's failures are forgotten.
    synchronized void succeeded(String key) {
        tallies.remove(key);
    }

    /// The attempt said nothing about the key.
    synchronized void withdrawn(String key) {
        Tally tally = tallies.get(key);
        if (tally != null) {
            end(tally);
            if (tally.failures == 0 && tally.inFlight == 0) {
                tallies.remove(key);
            }
        }
    }

    synchronized int size() {
        return tallies.size();
    }

    private static void end(Tally tally) {
        tally.inFlight = Math.max(0, tally.inFlight - 1);
    }
}
