package dev.godwit.server.presence;

import static dev.godwit.protocol.PresenceState.AWAY;
import static dev.godwit.protocol.PresenceState.BUSY;
import static dev.godwit.protocol.PresenceState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.presence.Square.Somebody;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a session is told of the people it watches, and how often.
class WatchingTest {
    private final Square square = new Square();
    private final Somebody alice = square.somebody().connected();
    private final Somebody bob = square.somebody().connected();
    private final Somebody carol = square.somebody().connected();
    private final Somebody dave = square.somebody().connected();

    private static List<List<String>> frames(Somebody who) {
        return who.hears().stream()
                .map(ServerFrame.Presences.class::cast)
                .map(frame ->
                        frame.users().stream().map(each -> each.state().wire()).toList())
                .toList();
    }

    @Test
    void aWatchIsAnsweredAtOnceWithEverybodyInIt() {
        bob.says(ONLINE);
        carol.says(AWAY);
        alice.watches(bob, carol, dave, bob);
        assertEquals(List.of(List.of("online", "away", "offline")), frames(alice));
    }

    @Test
    void changesAreGatheredAndOnlyWhatChangedIsTold() {
        alice.watches(bob, carol, dave);
        alice.hears();
        square.pass(10_000);
        bob.says(ONLINE);
        bob.says(BUSY);
        carol.says(ONLINE);
        assertEquals(List.of(), frames(alice));
        square.pass(Lookout.GATHER);
        assertEquals(List.of(List.of("busy", "online")), frames(alice));
        bob.says(BUSY);
        square.pass(1_000);
        assertEquals(List.of(), frames(alice), "nothing is new");
    }

    @Test
    void howeverOftenThingsChangeASessionIsToldTwiceASecondAtMost() {
        alice.watches(bob);
        alice.hears();
        for (int i = 0; i < 1_000; i++) {
            bob.says(List.of(ONLINE, AWAY, BUSY).get(i % 3));
            square.pass(10);
        }
        int frames = frames(alice).size();
        assertTrue(frames >= 10 && frames <= 21, frames + " frames in ten seconds");
    }

    @Test
    void whatChangedAndChangedBackIsNotTold() {
        bob.says(ONLINE);
        alice.watches(bob);
        alice.hears();
        bob.says(AWAY);
        bob.says(ONLINE);
        square.pass(1_000);
        assertEquals(List.of(), frames(alice));
    }

    @Test
    void theNextWatchReplacesTheOneBefore() {
        alice.watches(bob);
        alice.watches(carol);
        alice.hears();
        bob.says(ONLINE);
        square.pass(1_000);
        assertEquals(List.of(), frames(alice));
        carol.says(ONLINE);
        square.pass(1_000);
        assertEquals(List.of(List.of("online")), frames(alice));
        alice.watches();
        carol.says(AWAY);
        square.pass(1_000);
        assertEquals(List.of(), alice.hears(), "who watches nobody is told nothing");
    }

    @Test
    void oneWatchesAtMostSoMany() {
        var crowd = new ArrayList<Somebody>();
        for (int i = 0; i < Limits.MAX_WATCHED_USERS + 50; i++) {
            crowd.add(square.somebody());
        }
        alice.watches(crowd.toArray(Somebody[]::new));
        assertEquals(
                List.of(Limits.MAX_WATCHED_USERS),
                frames(alice).stream().map(List::size).toList());
    }

    @Test
    void everySessionOfAUserWatchesForItself() {
        var tablet = alice.otherDevice().connected();
        alice.watches(bob);
        tablet.watches(carol);
        Stream.of(alice, tablet).forEach(Somebody::hears);
        bob.says(ONLINE);
        square.pass(1_000);
        assertEquals("online", alice.hearsOf(bob));
        assertEquals("nothing", tablet.hearsOf(bob));
    }

    @Test
    void whoReadsTooSlowlyIsToldWhatIsTrueWhenTheyReadAgain() {
        alice.watches(bob, carol);
        alice.hears();
        alice.reads = false;
        bob.says(ONLINE);
        square.pass(1_000);
        bob.says(BUSY);
        carol.says(ONLINE);
        square.pass(5_000);
        alice.reads = true;
        square.pass(Lookout.EVERY);
        assertEquals(List.of(List.of("busy", "online")), frames(alice));
    }

    @Test
    void whoHasGoneIsToldNothing() {
        alice.watches(bob);
        alice.hears();
        bob.says(ONLINE);
        alice.hangsUp();
        alice.watches(carol);
        square.pass(1_000);
        carol.says(ONLINE);
        square.pass(1_000);
        assertEquals(List.of(), alice.hears());
    }
}
