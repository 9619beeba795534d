package dev.godwit.testing.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static final UserId BOB = UserId.random(new Random(1));

    @Test
    void programThatIsStartedAgainSaysWhatTheProfileHasOfMessagesThatItDoesNotLookAt() {
        var ticks = new Ticks(Map.of(BOB, new Cursor(116, 15)));
        ticks.shown(BOB, 105, true, false);
        ticks.shown(BOB, 116, true, false);
        assertEquals(Map.of(BOB, new Cursor(116, 15)), ticks.news());
        assertEquals(Map.of(), ticks.news());
    }

    @Test
    void missingTickCountsWhateverTheProfileHas() {
        var ticks = new Ticks(Map.of(BOB, new Cursor(116, 115)));
        ticks.shown(BOB, 105, true, false);
        ticks.shown(BOB, 106, false, false);
        assertEquals(Map.of(BOB, new Cursor(105, 104)), ticks.news());
    }
}
