package dev.godwit.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RangeSetTest {
    @Test
    void neighboursGrowTogether() {
        var set = RangeSet.empty();
        assertTrue(set.add(1, 3));
        assertTrue(set.add(5, 5));
        assertEquals("1-3,5", set.toString());
        assertTrue(set.add(4, 4));
        assertEquals("1-5", set.toString());
        assertFalse(set.add(2, 4));
    }

    @Test
    void theNewestHoleIsFoundFirst() {
        var set = RangeSet.parse("1-3,6,9-10");
        assertEquals(Optional.of(new RangeSet.Range(11, 12)), set.newestHole(12));
        assertEquals(Optional.of(new RangeSet.Range(7, 8)), set.newestHole(10));
        assertEquals(Optional.of(new RangeSet.Range(4, 5)), set.newestHole(6));
        assertEquals(Optional.empty(), set.newestHole(3));
        assertEquals(Optional.empty(), set.newestHole(0));
        assertEquals(Optional.of(new RangeSet.Range(1, 4)), RangeSet.empty().newestHole(4));
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> RangeSet.empty().add(0, 1));
        assertThrows(IllegalArgumentException.class, () -> RangeSet.empty().add(3, 2));
    }

    @Test
    void behavesAsASetOfNumbersWhateverIsDone() {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var ranges = RangeSet.empty();
            var numbers = new TreeSet<Long>();
            for (int step = 0; step < 60; step++) {
                if (random.nextInt(12) == 0) {
                    long last = random.nextInt(40);
                    ranges.truncate(last);
                    numbers.tailSet(last, false).clear();
                } else {
                    long from = 1L + random.nextInt(40);
                    long to = from + random.nextInt(6);
                    boolean news = false;
                    for (long seq = from; seq <= to; seq++) {
                        news |= numbers.add(seq);
                    }
                    assertEquals(news, ranges.add(from, to), "seed " + seed);
                }
                check(ranges, numbers, "seed " + seed + " step " + step);
            }
        }
    }

    private static void check(RangeSet ranges, NavigableSet<Long> numbers, String where) {
        for (long seq = 1; seq <= 50; seq++) {
            assertEquals(numbers.contains(seq), ranges.contains(seq), where);
        }
        assertEquals(numbers.isEmpty() ? 0 : numbers.last(), ranges.max(), where);
        long end = 0;
        while (numbers.contains(end + 1)) {
            end++;
        }
        assertEquals(end, ranges.contiguousEnd(), where);
        assertEquals(ranges, RangeSet.parse(ranges.toString()), where);
        Optional<RangeSet.Range> hole = ranges.newestHole(50);
        long top = 50;
        while (top > 0 && numbers.contains(top)) {
            top--;
        }
        assertEquals(top, hole.map(RangeSet.Range::to).orElse(0L), where);
    }
}
