package dev.godwit.server.presence;

import static dev.godwit.protocol.AccountSetting.BLOCK;
import static dev.godwit.protocol.AccountSetting.PRESENCE_AUDIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.PresenceState;
import dev.godwit.server.presence.Square.Somebody;
import dev.godwit.server.store.memory.MemoryStore;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Who hears that somebody is writing.
class TypingTest {
    private Square square = new Square();
    private Somebody alice = square.somebody().connected();
    private Somebody bob = square.somebody().connected();

    private ConversationId direct() {
        alice.writesTo(bob);
        bob.writesTo(alice);
        return alice.with(bob);
    }

    @Test
    void typingIsHeardByTheOtherMemberWhoLooks() {
        var conversation = direct();
        alice.types(conversation, true);
        bob.watches(List.of(conversation));
        assertEquals(List.of(), bob.hearsTyping());
        alice.types(conversation, true);
        assertEquals(List.of(true), bob.hearsTyping());
        alice.types(conversation, false);
        assertEquals(List.of(false), bob.hearsTyping());
    }

    @Test
    void theTypistsOwnDevicesHearNothing() {
        var conversation = direct();
        var tablet = alice.otherDevice().connected().watches(List.of(conversation));
        alice.watches(List.of(conversation));
        alice.types(conversation, true);
        assertEquals(List.of(), tablet.hearsTyping());
        assertEquals(List.of(), alice.hearsTyping());
    }

    @Test
    void whoSaysNothingMoreHasStopped() {
        var conversation = direct();
        bob.watches(List.of(conversation));
        alice.types(conversation, true);
        square.pass(4_000);
        alice.types(conversation, true);
        square.pass(Limits.TYPING_TTL - 1);
        assertEquals(List.of(true, true), bob.hearsTyping(), "a refresh, so that it is not forgotten");
        square.pass(1);
        assertEquals(List.of(false), bob.hearsTyping());
        square.pass(60_000);
        assertEquals(List.of(), bob.hearsTyping());
    }

    @Test
    void whoseConnectionEndsHasStopped() {
        var conversation = direct();
        bob.watches(List.of(conversation));
        alice.types(conversation, true);
        alice.hangsUp();
        assertEquals(List.of(true, false), bob.hearsTyping());
    }

    @Test
    void anotherDeviceOfTheTypistDoesNotStopIt() {
        var conversation = direct();
        bob.watches(List.of(conversation));
        var tablet = alice.otherDevice().connected();
        alice.types(conversation, true);
        tablet.types(conversation, false);
        assertEquals(List.of(true), bob.hearsTyping());
    }

    @Test
    void aFloodOfTypingIsHeardAsATrickle() {
        var conversation = direct();
        bob.watches(List.of(conversation));
        for (int i = 0; i < 1_000; i++) {
            alice.types(conversation, i % 2 == 0);
            square.pass(10);
        }
        int heard = bob.hearsTyping().size();
        assertTrue(heard >= 10 && heard <= 22, heard + " in ten seconds");
        for (int i = 0; i < 1_000; i++) {
            alice.types(conversation, true);
            square.pass(10);
        }
        heard = bob.hearsTyping().size();
        assertTrue(heard >= 3 && heard <= 4, heard + " in ten seconds");
    }

    @Test
    void whoIsNoMemberNeitherHearsNorIsHeard() {
        var conversation = direct();
        var eve = square.somebody().connected().watches(List.of(conversation));
        bob.watches(List.of(conversation));
        alice.types(conversation, true);
        assertEquals(List.of(), eve.hearsTyping());
        bob.hears();
        eve.types(conversation, true);
        assertEquals(List.of(), bob.hearsTyping());
    }

    @Test
    void whoWasRemovedFromAGroupHearsNothingMoreAndIsNotHeard() {
        var carol = square.somebody().connected();
        var group = square.group(alice, bob, carol);
        bob.watches(List.of(group));
        carol.watches(List.of(group));
        alice.types(group, true);
        assertEquals(List.of(true), carol.hearsTyping());
        assertEquals(List.of(true), bob.hearsTyping());
        square.change(alice, group, new GroupChange.Remove(carol.user()));
        square.settle();
        alice.types(group, false);
        assertEquals(List.of(), carol.hearsTyping());
        assertEquals(List.of(false), bob.hearsTyping());
        square.pass(10_000);
        carol.types(group, true);
        alice.types(group, true);
        assertEquals(List.of(true), bob.hearsTyping(), "alice alone");
        assertEquals(List.of(), carol.hearsTyping());
    }

    @Test
    void theRemovedAreOutEvenWhileThePresenceThreadIsBehind() {
        var carol = square.somebody().connected();
        var group = square.group(alice, bob, carol);
        carol.watches(List.of(group));
        for (int i = 0; i < Inbox.CAPACITY + 1; i++) {
            square.whereabouts.presence(bob, new ClientFrame.Presence(PresenceState.ONLINE, OptionalLong.empty()));
        }
        square.change(alice, group, new GroupChange.Remove(carol.user()));
        square.settle();
        alice.types(group, true);
        assertEquals(List.of(), carol.hearsTyping());
    }

    @Test
    void largeGroupsHearNoTyping() {
        var people = new Somebody[Square.LARGE];
        for (int i = 0; i < people.length; i++) {
            people[i] = square.somebody().connected();
        }
        var group = square.group(people);
        people[1].watches(List.of(group));
        people[0].types(group, true);
        assertEquals(List.of(), people[1].hearsTyping());
    }

    @Test
    void blocksAndHiddenPresenceHideTypingToo() {
        var carol = square.somebody().connected();
        var group = square.group(alice, bob, carol);
        bob.watches(List.of(group));
        carol.watches(List.of(group));
        alice.sets(BLOCK + bob.user(), "");
        alice.types(group, true);
        assertEquals(List.of(), bob.hearsTyping());
        assertEquals(List.of(true), carol.hearsTyping());
        square.pass(10_000);
        carol.hears();
        alice.sets(PRESENCE_AUDIENCE, "nobody");
        alice.types(group, true);
        assertEquals(List.of(), carol.hearsTyping());
    }

    @Test
    void aRequestShowsNoTypingAndAGroupOfStrangersDoes() {
        square = new Square(new MemoryStore("epoch"), true);
        alice = square.somebody().connected();
        bob = square.somebody().connected();
        bob.writesTo(alice);
        var request = alice.with(bob);
        bob.watches(List.of(request));
        alice.watches(List.of(request));
        alice.types(request, true);
        assertEquals(List.of(), bob.hearsTyping());
        bob.types(request, true);
        assertEquals(List.of(true), alice.hearsTyping(), "who asks hides nothing");
        alice.writesTo(bob);
        square.pass(10_000);
        alice.types(request, true);
        assertEquals(List.of(true), bob.hearsTyping());
        var carol = square.somebody().connected();
        var group = square.group(alice, carol);
        carol.watches(List.of(group));
        alice.types(group, true);
        assertEquals(List.of(true), carol.hearsTyping());
    }
}
