package dev.godwit.server.presence;

import static dev.godwit.protocol.AccountSetting.BLOCK;
import static dev.godwit.protocol.AccountSetting.CONTACT;
import static dev.godwit.protocol.AccountSetting.PRESENCE_AUDIENCE;
import static dev.godwit.protocol.PresenceState.AWAY;
import static dev.godwit.protocol.PresenceState.BUSY;
import static dev.godwit.protocol.PresenceState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.presence.Square.Somebody;
import dev.godwit.server.store.memory.MemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Who sees whom: what somebody has set counts at once, and hidden looks like never seen.
class PrivacyTest {
    private Square square = new Square();
    private Somebody alice = square.somebody().connected();
    private Somebody bob = square.somebody().connected();

    private void openToStrangers() {
        square = new Square(new MemoryStore("epoch"), true);
        alice = square.somebody().connected();
        bob = square.somebody().connected();
    }

    private String seenByBob() {
        square.pass(1_000);
        return bob.hearsOf(alice);
    }

    @Test
    void nobodyHidesOneFromEverybodyButOneselfAtOnce() {
        var tablet = alice.otherDevice().connected().watches(alice);
        alice.says(ONLINE);
        bob.watches(alice);
        assertEquals("online", seenByBob());
        alice.sets(PRESENCE_AUDIENCE, "nobody");
        assertEquals("offline", seenByBob());
        alice.says(BUSY);
        assertEquals("nothing", seenByBob());
        assertEquals("busy", tablet.hearsOf(alice), "their own devices see it");
        bob.watches(alice);
        assertEquals("offline", bob.hearsOf(alice), "without a time");
        alice.unsets(PRESENCE_AUDIENCE);
        assertEquals("busy", seenByBob());
    }

    @Test
    void lastSeenIsHiddenLikeTheRest() {
        alice.says(ONLINE);
        alice.hangsUp();
        square.pass(Attendance.GRACE + 1_000);
        bob.watches(alice);
        assertEquals("offline 0", bob.hearsOf(alice));
        alice.sets(PRESENCE_AUDIENCE, "nobody");
        assertEquals("offline", seenByBob());
    }

    @Test
    void contactsAreThoseWhomTheOneWhoIsSeenKnows() {
        alice.says(ONLINE);
        alice.sets(PRESENCE_AUDIENCE, "contacts");
        bob.sets(CONTACT + alice.user(), "Alice");
        bob.watches(alice);
        assertEquals("offline", bob.hearsOf(alice), "that bob knows alice does not matter");
        alice.sets(CONTACT + bob.user(), "Bob");
        assertEquals("online", seenByBob());
        alice.unsets(CONTACT + bob.user());
        assertEquals("offline", seenByBob());
    }

    @Test
    void aBlockHidesBothFromEachOther() {
        alice.says(ONLINE);
        bob.says(ONLINE);
        alice.watches(bob);
        bob.watches(alice);
        bob.hears();
        alice.sets(BLOCK + bob.user(), "");
        assertEquals("offline", seenByBob());
        assertEquals("offline", alice.hearsOf(bob));
        alice.unsets(BLOCK + bob.user());
        assertEquals("online", seenByBob());
        assertEquals("online", alice.hearsOf(bob));
    }

    @Test
    void whoIsNobodyIsLikeWhoHides() {
        alice.sets(PRESENCE_AUDIENCE, "nobody");
        var nobody = square.somebody();
        bob.watches(alice, nobody);
        var told = ((ServerFrame.Presences) bob.hears().getFirst()).users();
        assertEquals(told.get(0).state(), told.get(1).state());
        assertEquals(told.get(0).seen(), told.get(1).seen());
    }

    @Test
    void strangersSeeNothingWhereAnybodyCanJoin() {
        openToStrangers();
        alice.says(ONLINE);
        bob.watches(alice);
        assertEquals("offline", bob.hearsOf(alice));
        bob.writesTo(alice);
        assertEquals("nothing", seenByBob(), "a request has not been accepted");
        alice.says(AWAY);
        assertEquals("nothing", seenByBob());
        alice.writesTo(bob);
        assertEquals("away", seenByBob());
    }

    @Test
    void whoWritesFirstLetsTheOtherSeeThem() {
        openToStrangers();
        alice.says(ONLINE);
        bob.watches(alice);
        bob.hears();
        alice.writesTo(bob);
        assertEquals("online", seenByBob());
        bob.says(ONLINE);
        alice.watches(bob);
        assertEquals("offline", alice.hearsOf(bob));
    }

    @Test
    void acceptingARequestOrTakingUpAContactEndsStrangeness() {
        openToStrangers();
        alice.says(ONLINE);
        bob.writesTo(alice);
        bob.watches(alice);
        bob.hears();
        var accept = new Content(
                Kinds.ACCEPT, OptionalLong.empty(), List.of(), List.of(), Optional.empty(), new Body("text/plain", ""));
        square.write(alice.author(), alice.with(bob), Optional.of(bob.user()), accept);
        assertEquals("online", seenByBob());
        var carol = square.somebody().connected().watches(alice);
        assertEquals("offline", carol.hearsOf(alice));
        alice.sets(CONTACT + carol.user(), "");
        square.pass(1_000);
        assertEquals("online", carol.hearsOf(alice));
    }

    @Test
    void theSameHoldsForWhoAsksWithoutAConnection() {
        alice.says(ONLINE);
        assertEquals("online", asked());
        alice.sets(PRESENCE_AUDIENCE, "nobody");
        assertEquals("offline", asked());
    }

    private String asked() {
        var answer = square.whereabouts.of(bob.user(), List.of(alice.user())).toCompletableFuture();
        square.settle();
        return answer.join().getFirst().state().wire();
    }
}
