package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Groups, contacts, drafts and search through the whole SDK, over sockets.
class GroupsAndContactsTest extends AliceAndBob {
    private static final Duration SOON = Duration.ofSeconds(20);

    private static List<String> lines(Godwit godwit, long conversation) {
        return godwit.messages(conversation, OptionalLong.empty(), 50).stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void groupMadeOfflineWithANameNobodyHasLookedUpReachesTheOther() {
        Conversation walk = alice.groups().create("Walk on Sunday", List.of("bob"));
        Message hello = alice.send(walk.key(), "Hello everybody");
        assertEquals("Walk on Sunday", walk.title());
        assertTrue(alice.syncOnce(SOON).complete());
        assertTrue(bob.syncOnce(SOON).complete());
        Conversation atBob = bob.conversations().getFirst();
        assertEquals("Walk on Sunday", atBob.title());
        assertEquals(Optional.of(Role.MEMBER), atBob.group().orElseThrow().role());
        assertEquals("Hello everybody", atBob.last().orElseThrow().text());
        assertEquals(1, atBob.unread());
        bob.markRead(atBob.last().orElseThrow().key());
        bob.groups().leave(atBob.key());
        assertTrue(bob.syncOnce(SOON).complete());
        assertTrue(alice.syncOnce(SOON).complete());
        assertEquals(
                List.of("alice"),
                alice.groups().members(walk.key()).stream()
                        .map(Member::name)
                        .map(Optional::orElseThrow)
                        .toList());
        assertEquals(
                List.of("You made the group: Walk on Sunday", "You added bob", "Hello everybody", "bob left"),
                lines(alice, walk.key()));
        assertEquals(List.of(), alice.reach(hello.key()), "nobody is left");
        assertEquals(
                "not_a_member",
                assertThrows(GodwitException.class, () -> bob.send(atBob.key(), "Too late"))
                        .code());
    }

    @Test
    void linkLetsSomebodyIn() {
        Conversation walk = alice.groups().create("Walk", List.of());
        GroupLink link = alice.groups().makeLink(walk.key(), OptionalInt.of(1), Optional.empty());
        String address = alice.groups().address(walk.key(), link);
        assertTrue(alice.syncOnce(SOON).complete());
        Conversation joined = bob.groups().join(address);
        assertTrue(joined.group().orElseThrow().joining());
        assertTrue(bob.syncOnce(SOON).complete());
        Conversation in = bob.conversation(joined.key()).orElseThrow();
        assertEquals("Walk", in.title());
        assertFalse(in.group().orElseThrow().joining());
        assertTrue(alice.syncOnce(SOON).complete());
        assertEquals(2, alice.groups().members(walk.key()).size());
        assertEquals(List.of(), alice.groups().links(walk.key()), "it was good for one");
    }

    @Test
    void whatIsTheUsersOwnIsOnTheirOtherDeviceToo() {
        try (var tablet = Godwit.open(directory.resolve("tablet"), server.options())) {
            tablet.signIn(server.address(), "alice", PASSWORD);
            Message message = alice.send("bob", "On my way to the harbour");
            assertTrue(alice.syncOnce(SOON).complete());
            alice.contacts().add("bob", "Bobby");
            alice.contacts().saveDraft(message.conversation(), "And then");
            alice.contacts().mute(message.conversation(), Optional.empty());
            alice.contacts().setPresenceAudience(Contacts.Audience.CONTACTS);
            alice.contacts().setBusy(true);
            assertTrue(alice.syncOnce(SOON).complete());
            assertTrue(tablet.syncOnce(SOON).complete());
            assertEquals("Bobby", tablet.contacts().all().getFirst().nick());
            Conversation there = tablet.conversations().getFirst();
            assertEquals("And then", there.draft());
            assertTrue(there.muted());
            assertEquals(Contacts.Audience.CONTACTS, tablet.contacts().presenceAudience());
            assertTrue(tablet.contacts().isBusy());
            assertEquals(
                    List.of("On my way to the harbour"),
                    tablet.search("harb way", 10).stream().map(Message::text).toList());
            tablet.send(there.key(), "And then home");
            assertTrue(tablet.syncOnce(SOON).complete());
            assertTrue(alice.syncOnce(SOON).complete());
            assertEquals("", alice.conversations().getFirst().draft());
        }
    }
}
