package dev.godwit.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
    private final MovableClock clock = new MovableClock();
    private final Throttle throttle =
            new Throttle(clock, new Throttle.Rules(3, Duration.ofSeconds(1), Duration.ofMinutes(10)));

    private void fail(String key, int times) {
        for (int i = 0; i < times; i++) {
            Optional<Duration> wait = throttle.begin(key);
            wait.ifPresent(clock::advance);
            if (wait.isPresent()) {
                assertEquals(Optional.empty(), throttle.begin(key));
            }
            throttle.failed(key);
        }
    }

    @Test
    void pauseDoublesUpToTheLongest() {
        fail("a", 4);
        assertEquals(Optional.of(Duration.ofSeconds(1)), throttle.begin("a"));
        fail("a", 1);
        assertEquals(Optional.of(Duration.ofSeconds(2)), throttle.begin("a"));
        fail("a", 1);
        assertEquals(Optional.of(Duration.ofSeconds(4)), throttle.begin("a"));
        fail("a", 60);
        assertEquals(Optional.of(Duration.ofMinutes(10)), throttle.begin("a"));
    }

    @Test
    void parallelGuessesGetNoMoreFreeLooks() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), throttle.begin("a"));
        }
        assertTrue(throttle.begin("a").isPresent());
        throttle.failed("a");
        throttle.failed("a");
        throttle.failed("a");
        assertEquals(Optional.empty(), throttle.begin("a"));
        assertTrue(throttle.begin("a").isPresent());
    }

    @Test
    void failuresAreForgottenAfterAWhile() {
        fail("a", 6);
        clock.advance(Duration.ofSeconds(4).plus(Duration.ofMinutes(10)));
        fail("a", 3);
        assertEquals(Optional.empty(), throttle.begin("a"));
    }

    @Test
    void withdrawnAttemptsLeaveNoTrace() {
        for (int i = 0; i < 10; i++) {
            assertEquals(Optional.empty(), throttle.begin("a"));
            throttle.withdrawn("a");
        }
        assertEquals(0, throttle.size());
    }

    @Test
    void manyKeysStayBounded() {
        for (int i = 0; i < 30_000; i++) {
            throttle.begin("key " + i);
            throttle.failed("key " + i);
        }
        assertEquals(20_000, throttle.size());
    }
}
