package dev.godwit.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionRulesTest {
    private static Bench closed(Bench bench) {
        return bench.on(new Event.Closed(bench.now, false, "cut"));
    }

    @Test
    void backoffIsSpreadFromNothingToACeilingThatDoublesUpToAMinute() {
        var backoff = new Backoff(new Random(1));
        for (int failures = 1; failures < 20; failures++) {
            long ceiling = Math.min(60_000, 500L << Math.min(failures, 10));
            long low = Long.MAX_VALUE;
            long high = 0;
            for (int i = 0; i < 2_000; i++) {
                long delay = backoff.delay(failures);
                low = Math.min(low, delay);
                high = Math.max(high, delay);
            }
            assertTrue(low >= 0 && low < ceiling / 20 + 5, "low " + low);
            assertTrue(high <= ceiling && high > ceiling * 9 / 10, "high " + high);
        }
    }

    @Test
    void lostConnectionIsMadeAgainWhenItsTimeHasCome() {
        var bench = closed(new Bench().online());
        assertInstanceOf(Status.Waiting.class, bench.engine.status().phase());
        long at = bench.wakeAt.orElseThrow();
        assertTrue(at <= bench.now + 1_000);
        bench.now = at;
        assertTrue(bench.tick().did(Action.Connect.class));
    }

    @Test
    void userOrNetworkSkipsTheWait() {
        var bench = closed(new Bench().online());
        assertTrue(bench.on(new Event.TryNow(bench.now)).did(Action.Connect.class));
    }

    @Test
    void serverThatSaysWhenToComeBackIsObeyed() {
        var bench = new Bench().online().got(new ServerFrame.Draining(20_000));
        closed(bench);
        var waiting = (Status.Waiting) bench.engine.status().phase();
        assertTrue(waiting.at() >= bench.now + 20_000 && waiting.at() <= bench.now + 21_000);
    }

    @Test
    void silenceForFifteenSecondsWhileSomethingIsAskedEndsTheConnection() {
        var bench = new Bench(Bench.rows(1, 1)).online();
        assertEquals(bench.now + 15_000, bench.wakeAt.orElseThrow());
        assertFalse(bench.after(14_999).tick().did(Action.Disconnect.class));
        assertTrue(bench.after(1).tick().did(Action.Disconnect.class));
        assertInstanceOf(Status.Waiting.class, bench.engine.status().phase());
    }

    @Test
    void silenceIsFineWhileNothingIsAsked() {
        var bench = new Bench().online();
        assertFalse(bench.after(45_000).tick().did(Action.Disconnect.class));
    }

    @Test
    void refusedSessionStopsForGood() {
        var bench = new Bench().start().open();
        bench.got(new ServerFrame.Failure(Code.UNAUTHORIZED, "Revoked.", "Sign in again.", OptionalLong.empty()));
        assertEquals(new Status.SignedOut("Revoked."), bench.engine.status().phase());
        assertTrue(bench.did(Action.Disconnect.class));
        assertFalse(bench.after(3_600_000).tick().did(Action.Connect.class));
        assertEquals(OptionalLong.empty(), bench.wakeAt);
    }

    @Test
    void refusedUpgradeStopsForGoodToo() {
        var bench = new Bench().start();
        bench.on(new Event.Closed(bench.now, true, "Sign in again."));
        assertInstanceOf(Status.SignedOut.class, bench.engine.status().phase());
        assertFalse(bench.after(3_600_000).tick().did(Action.Connect.class));
    }

    @Test
    void sessionOfSomebodyElseIsNotUsed() {
        var bench = new Bench(Bench.rows(1, 1)).start().open();
        bench.got(new ServerFrame.Welcome("e1", Bench.CAROL, Bench.DEVICE, 1, 64));
        assertInstanceOf(Status.SignedOut.class, bench.engine.status().phase());
    }

    @Test
    void failuresAreCountedUntilTheServerHasProvedToWork() {
        var bench = new Bench().start();
        for (int i = 0; i < 12; i++) {
            closed(bench);
            bench.on(new Event.TryNow(bench.now));
        }
        bench.open().welcome(64);
        closed(bench);
        bench.on(new Event.TryNow(bench.now)).open().welcome(64).current();
        for (int i = 0; i < 50; i++) {
            closed(bench);
            var waiting = (Status.Waiting) bench.engine.status().phase();
            assertTrue(waiting.at() - bench.now <= 1_000, "the first failure again");
            bench.on(new Event.TryNow(bench.now)).open().welcome(64).current();
        }
    }
}
