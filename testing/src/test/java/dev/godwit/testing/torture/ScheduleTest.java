package dev.godwit.testing.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Set<Trouble> ALL = EnumSet.allOf(Trouble.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static Schedule schedule(long seed, Set<Trouble> kinds) {
        return new Schedule(seed, kinds, PAUSE, Duration.ofMinutes(3), Duration.ofMinutes(2));
    }

    /// What comes within this time, if everything takes no longer than its pause.
    private static List<Schedule.Step> steps(Schedule schedule, Duration bound) {
        var all = new ArrayList<Schedule.Step>();
        for (var now = Duration.ZERO;
                now.compareTo(bound) < 0;
                now = now.plus(all.getLast().pause())) {
            all.add(schedule.next(now));
        }
        return all;
    }

    private static EnumMap<Trouble, Integer> counts(List<Schedule.Step> steps) {
        var counts = new EnumMap<Trouble, Integer>(Trouble.class);
        for (var step : steps) {
            if (step instanceof Schedule.Strike strike) {
                counts.merge(strike.trouble(), 1, Integer::sum);
            }
        }
        return counts;
    }

    @Test
    void everyKindComesUpSoonWhateverTheSeed() {
        for (long seed = 0; seed < 100; seed++) {
            var steps = new ArrayList<Schedule.Step>();
            var schedule = schedule(seed, EnumSet.complementOf(EnumSet.of(Trouble.RESTORE)));
            for (int i = 0; i < ALL.size() - 1; i++) {
                steps.add(schedule.next(Duration.ofSeconds(i)));
            }
            assertEquals(ALL.size() - 1, counts(steps).size(), "seed " + seed + ": " + steps);
        }
    }

    @Test
    void mostOfAHundredTroublesAreKillsAndRestoresAreRare() {
        var counts = counts(steps(schedule(7, ALL), Duration.ofMinutes(20)));
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        int kills = counts.entrySet().stream()
                .filter(each -> each.getKey().kills())
                .mapToInt(each -> each.getValue())
                .sum();
        assertTrue(kills * 100 / all >= 40, counts.toString());
        assertEquals(7, counts.get(Trouble.RESTORE), "after a minute and a half, and then each three minutes");
    }

    @Test
    void everybodyMayRestNowAndThen() {
        long rests = steps(schedule(7, ALL), Duration.ofMinutes(20)).stream()
                .filter(Schedule.Rest.class::isInstance)
                .count();
        assertEquals(9, rests);
    }

    @Test
    void theSameSeedHasTheSameTroubles() {
        var bound = Duration.ofMinutes(5);
        assertEquals(steps(schedule(1, ALL), bound), steps(schedule(1, ALL), bound));
        assertTrue(!steps(schedule(1, ALL), bound).equals(steps(schedule(2, ALL), bound)));
    }

    @Test
    void onlyWhatIsAskedForComes() {
        var kills = Trouble.named(List.of("kill", "cut"));
        assertEquals(EnumSet.of(Trouble.KILL_SERVER, Trouble.KILL_CLIENT, Trouble.CUT), kills);
        assertEquals(
                kills, counts(steps(schedule(3, kills), Duration.ofMinutes(5))).keySet());
        assertEquals(
                Set.of(Trouble.RESTORE),
                counts(steps(schedule(3, EnumSet.of(Trouble.RESTORE)), Duration.ofMinutes(5)))
                        .keySet());
    }

    @Test
    void aKindThatThereIsNotIsRefusedWithAllThereAre() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Trouble.named(List.of("meteor")));
        assertTrue(String.valueOf(refused.getMessage()).contains("power-server"));
    }
}
