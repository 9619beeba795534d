package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Relation.PresenceAudience;
import dev.godwit.server.log.World.Told;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Settings, contacts and blocks.
class AccountLogTest {
    private final World world = new World();
    private int count;

    private Told set(Author author, String name, String value) {
        return write(author, new AccountSetting(name, Optional.of(value)).toContent());
    }

    private Told takeOut(Author author, String name) {
        return write(author, new AccountSetting(name, Optional.empty()).toContent());
    }

    private Told write(Author author, Content content) {
        count++;
        var account = ConversationId.account(author.user());
        return world.send(
                author,
                new ClientFrame.Send(
                        account, new ClientMessageId("s" + count), Optional.empty(), Optional.empty(), content));
    }

    private static String block(Author author) {
        return AccountSetting.BLOCK + author.user();
    }

    private static String contact(Author author) {
        return AccountSetting.CONTACT + author.user();
    }

    private Relation relation(Author author) {
        var asked = world.log.relations().of(author.user()).toCompletableFuture();
        world.settle();
        return asked.join();
    }

    @Test
    void accountLogHasSettingsOnly() {
        var message = write(ALICE, Content.message("to myself"));
        var change = write(ALICE, GroupRulesTest.content(Kinds.GROUP_LEAVE, "{}"));
        var broken = write(ALICE, GroupRulesTest.content(Kinds.SETTING, "{\"name\":\"x\"}"));
        world.settle();
        for (Told told : List.of(message, change, broken)) {
            assertEquals(Code.BAD_CONTENT, told.code());
        }
    }

    @Test
    void settingsStandInAccountLogsOnly() {
        var told = world.send(ALICE, "m1", new AccountSetting("x", Optional.of("y")).toContent());
        world.settle();
        assertEquals(Code.BAD_CONTENT, told.code());
    }

    @Test
    void lastSettingOfANameCounts() {
        set(ALICE, contact(BOB), "Bobby");
        set(ALICE, contact(CAROL), "");
        set(ALICE, AccountSetting.PRESENCE_AUDIENCE, "nobody");
        set(ALICE, AccountSetting.PRESENCE_AUDIENCE, "contacts");
        takeOut(ALICE, contact(BOB));
        world.settle();
        assertFalse(relation(ALICE).knows(BOB.user()));
        assertTrue(relation(ALICE).knows(CAROL.user()));
        assertEquals(PresenceAudience.CONTACTS, relation(ALICE).audience());
        takeOut(ALICE, AccountSetting.PRESENCE_AUDIENCE);
        world.settle();
        assertEquals(PresenceAudience.EVERYBODY, relation(ALICE).audience());
    }

    @Test
    void serverKeepsOnlyWhatItNeedsAndNotWhatPeopleCallEachOther() {
        set(ALICE, contact(BOB), "the tall one");
        set(ALICE, "draft:" + World.ALICE_BOB, "not yet");
        set(ALICE, "theme", "dark");
        world.settle();
        var state = world.stored(ConversationId.account(ALICE.user())).state();
        assertEquals(Set.of(contact(BOB)), state.facts().keySet());
        assertEquals(Optional.of(""), state.fact(contact(BOB)));
        assertEquals(4, world.entries(ConversationId.account(ALICE.user())).size());
    }

    @Test
    void namesThatTheServerReadsHaveToBeRight() {
        for (Told told : List.of(
                set(ALICE, "block:bob", ""),
                set(ALICE, "contact:", ""),
                set(ALICE, block(ALICE), ""),
                set(ALICE, AccountSetting.PRESENCE_AUDIENCE, "everyone"))) {
            world.settle();
            assertEquals(Code.BAD_CONTENT, told.code());
        }
    }

    @Test
    void blockKeepsOutWhatTheBlockedOneWritesAndNotWhatTheBlockerDoes() {
        world.send(BOB, "m1", Content.message("hello"));
        set(ALICE, block(BOB), "");
        world.settle();
        var blocked = world.send(BOB, "m2", Content.message("hello?"));
        var editing = world.send(BOB, "m3", Content.edit(2, "changed"));
        var blocker = world.send(ALICE, "m4", Content.message("leave me alone"));
        world.settle();
        assertEquals(Code.NOT_ACCEPTED, blocked.code());
        assertEquals(Code.NOT_ACCEPTED, editing.code());
        blocker.seq();
        takeOut(ALICE, block(BOB));
        world.settle();
        var afterwards = world.send(BOB, "m5", Content.message("thank you"));
        world.settle();
        afterwards.seq();
    }

    @Test
    void blockedOneCannotOpenAConversationAndCanCancel() {
        set(ALICE, block(BOB), "");
        world.settle();
        var opening = world.send(BOB, "m1", Content.message("hello"));
        var cancelled = world.cancel(BOB, "m1");
        world.settle();
        assertEquals(Code.NOT_ACCEPTED, opening.code());
        assertEquals(new Outcome.Withdrawn(), cancelled.only());
        assertEquals(List.of(), world.entries());
    }

    @Test
    void retryOfWhatWasStoredBeforeTheBlockIsStillAnsweredWithItsSeq() {
        world.send(BOB, "m1", Content.message("hello"));
        set(ALICE, block(BOB), "");
        world.settle();
        var again = world.send(BOB, "m1", Content.message("hello"));
        world.settle();
        assertEquals(2, again.seq());
    }

    @Test
    void blockIsInForceBeforeItIsAcked() {
        world.send(BOB, "m1", Content.message("hello"));
        world.settle();
        assertFalse(relation(ALICE).blocks(BOB.user()));
        var account = ConversationId.account(ALICE.user());
        var content = new AccountSetting(block(BOB), Optional.of("")).toContent();
        var inForce = new HashSet<Boolean>();
        world.log.send(
                ALICE,
                new ClientFrame.Send(account, new ClientMessageId("b"), Optional.empty(), Optional.empty(), content),
                outcome -> inForce.add(world.log
                        .relations()
                        .of(ALICE.user())
                        .toCompletableFuture()
                        .join()
                        .blocks(BOB.user())));
        world.settle();
        assertEquals(Set.of(true), inForce);
    }

    @Test
    void blockThatDidNotReachTheDiskIsNone() {
        world.send(BOB, "m1", Content.message("hello"));
        world.settle();
        world.store.failNextSync(false);
        var block = set(ALICE, block(BOB), "");
        world.settle();
        assertEquals(Code.RETRY, block.code());
        var writing = world.send(BOB, "m2", Content.message("still welcome"));
        world.settle();
        writing.seq();
    }

    @Test
    void blockThatSurvivedAFailedSyncIsInForce() {
        world.send(BOB, "m1", Content.message("hello"));
        world.settle();
        world.store.failNextSync(true);
        var block = set(ALICE, block(BOB), "");
        world.settle();
        assertEquals(Code.RETRY, block.code());
        var writing = world.send(BOB, "m2", Content.message("hello?"));
        world.settle();
        assertEquals(Code.NOT_ACCEPTED, writing.code());
    }

    @Test
    void relationsAreReadAgainAfterARestart() {
        set(ALICE, block(BOB), "");
        world.settle();
        world.restart(world.store.reopen());
        assertTrue(relation(ALICE).blocks(BOB.user()));
        var writing = world.send(BOB, "m1", Content.message("hello"));
        world.settle();
        assertEquals(Code.NOT_ACCEPTED, writing.code());
    }

    @Test
    void whoBlockedTheSenderIsNotAddedToAGroup() {
        set(BOB, block(ALICE), "");
        world.settle();
        var club = Club.of(world, History.JOINED);
        var told = club.add(ALICE, CAROL, BOB);
        club.settle();
        assertEquals(Code.NOT_ACCEPTED, told.code());
        assertTrue(((Outcome.Refused) told.only()).message().contains(BOB.user().value()));
        assertEquals(List.of(ALICE.user()), club.members());
        // Their block is about Alice, not about the group.
        club.add(ALICE, CAROL);
        club.settle();
        club.withAdmin(CAROL);
        var byCarol = club.add(CAROL, BOB);
        club.settle();
        byCarol.seq();
    }

    @Test
    void notesToOneselfAreNeverBlocked() {
        var notes = ConversationId.direct(ALICE.user(), ALICE.user());
        var told = world.send(
                ALICE,
                new ClientFrame.Send(
                        notes,
                        new ClientMessageId("n1"),
                        Optional.empty(),
                        Optional.of(ALICE.user()),
                        Content.message("milk")));
        world.settle();
        assertEquals(2, told.seq());
        assertFalse(Direct.of(world.stored(notes)).isRequest());
    }

    @Test
    void contactsAndBlocksHaveALimitAndOtherSettingsGoOn() {
        set(ALICE, "theme", "dark");
        world.settle();
        var account = ConversationId.account(ALICE.user());
        var before = world.stored(account);
        var state = before.state();
        var names = new HashSet<String>();
        while (state.facts().size() < Limits.MAX_SETTINGS) {
            String name = AccountSetting.CONTACT + UserId.random(World.RANDOM);
            names.add(name);
            state = state.withFact(name, Optional.of(""));
        }
        var burnt = new Append.Burnt(ALICE.user(), new ClientMessageId("filling"));
        var _ = world.store
                .log()
                .append(new Append(
                        account, before.seq(), List.of(), List.of(burnt), state, new Touched(Set.of(), names)));
        world.settle();
        world.restart(world.store.reopen());
        var tooMany = set(ALICE, contact(BOB), "");
        var known = set(ALICE, names.iterator().next(), "by another name");
        var audience = set(ALICE, AccountSetting.PRESENCE_AUDIENCE, "nobody");
        var draft = set(ALICE, "draft:" + World.ALICE_BOB, "hello");
        takeOut(ALICE, names.iterator().next());
        takeOut(ALICE, AccountSetting.PRESENCE_AUDIENCE);
        var room = set(ALICE, contact(BOB), "");
        world.settle();
        assertEquals(Code.TOO_LARGE, tooMany.code());
        known.seq();
        audience.seq();
        draft.seq();
        room.seq();
    }

    @Test
    void relationsOfMoreUsersThanFitAreReadAgain() {
        set(ALICE, block(BOB), "");
        world.settle();
        assertTrue(relation(ALICE).blocks(BOB.user()));
        for (int i = 0; i < 50_001; i++) {
            assertFalse(relation(new Author(UserId.random(World.RANDOM), DeviceId.random(World.RANDOM)))
                    .blocks(BOB.user()));
        }
        assertTrue(relation(ALICE).blocks(BOB.user()));
    }
}
