package dev.godwit.client.sqlite;

import static dev.godwit.client.sqlite.ProfileFixture.BOB;
import static dev.godwit.client.sqlite.ProfileFixture.ME;
import static dev.godwit.client.sqlite.ProfileFixture.WITH_BOB;
import static dev.godwit.client.sqlite.ProfileFixture.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.client.view.WaitsFor;
import dev.godwit.protocol.Body;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Cursor;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ProfileDatabaseTest {
    @TempDir
    Path directory;

    private ProfileFixture profile;

    @BeforeEach
    void open() {
        profile = new ProfileFixture(directory.resolve("me"));
    }

    @AfterEach
    void close() {
        profile.close();
    }

    private Message message(long key) {
        return profile.views.message(key).orElseThrow();
    }

    private List<String> texts() {
        long key = profile.views.find(BOB.value()).orElseThrow().key();
        return profile.views.messages(key, OptionalLong.empty(), 100).stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void whatWasWrittenIsThereAfterAnAbandonedProcess() {
        long key = profile.writes.send(BOB.value(), "Hello");
        // Neither connection is ever told that the other one is gone.
        try (var again = new ProfileFixture(directory.resolve("me"))) {
            assertEquals(message(key), again.views.message(key).orElseThrow());
            assertEquals(1, again.rows().size());
        }
    }

    @Test
    void twoHandlesWriteByTurnsAndSeeEachOther() {
        try (var other = new ProfileFixture(directory.resolve("me"))) {
            long version = profile.database.dataVersion();
            for (int i = 0; i < 20; i++) {
                (i % 2 == 0 ? profile : other).writes.send(BOB.value(), "message " + i);
            }
            assertNotEquals(version, profile.database.dataVersion());
            assertEquals(20, profile.rows().size());
            assertEquals(profile.rows(), other.rows());
            assertEquals("message 0", texts().getFirst());
            assertEquals("message 19", texts().getLast());
        }
    }

    @Test
    void newerFormatIsRefusedAndNotTouched() throws Exception {
        profile.database.execute("PRAGMA user_version=99");
        var refusal = assertThrows(Refusal.class, () -> Database.open(directory.resolve("me")));
        assertEquals("newer_profile", refusal.code());
        assertTrue(refusal.hint().contains("newer version"));
        assertEquals(99, profile.database.sql().number("PRAGMA user_version").orElseThrow());
        profile.database.execute("PRAGMA user_version=" + Schema.VERSION);
    }

    @Test
    void commitsAreSyncedToDisk() throws Exception {
        assertEquals(2, profile.database.sql().number("PRAGMA synchronous").orElseThrow(), "FULL");
        assertEquals(Optional.of("wal"), profile.database.sql().text("PRAGMA journal_mode"));
    }

    @Test
    void engineNeverSendsWhatTheUserHasChangedMeanwhile() {
        profile.writes.send(BOB.value(), "Hello");
        OutboxRow row = profile.rows().getFirst();
        profile.writes.edit(1, "Hi");
        assertThrows(StoreConflict.class, () -> profile.apply(new StoreOp.MarkSent(row.key(), row.rev())));
        profile.writes.discard(1);
        assertThrows(StoreConflict.class, () -> profile.apply(new StoreOp.MarkSent(row.key(), row.rev() + 1)));
        assertEquals(List.of(), profile.views.outbox());
    }

    @Test
    void editOfWhatNeverLeftKeepsItsIdAndOneThatMayHaveLeftAsksFirst() {
        profile.writes.send(BOB.value(), "Hello");
        var first = (OutboxRow.Send) profile.row(0);
        profile.writes.edit(1, "Hi");
        var second = (OutboxRow.Send) profile.row(0);
        assertEquals(first.id(), second.id());
        assertEquals("Hi", second.content().body().data());
        profile.apply(new StoreOp.MarkSent(second.key(), second.rev()));
        profile.writes.edit(1, "Hey");
        assertEquals("Hey", message(1).text(), "the user sees the change at once");
        assertEquals(
                first.id(),
                assertInstanceOf(OutboxRow.Cancel.class, profile.row(0)).id());
    }

    @Test
    void replacementOfABurntEntryGoesOutUnderANewIdAtTheOldPlace() {
        profile.sentUnanswered("one");
        profile.writes.send(BOB.value(), "two");
        var old = profile.row(0);
        profile.writes.edit(1, "one, corrected");
        profile.apply(new StoreOp.Burnt(WITH_BOB, old.id()));
        var replaced = (OutboxRow.Send) profile.row(0);
        assertNotEquals(old.id(), replaced.id());
        assertFalse(replaced.maybeSent());
        assertEquals("one, corrected", replaced.content().body().data());
        assertEquals(List.of("one, corrected", "two"), texts());
    }

    @Test
    void replacementOfAnArrivedEntryBecomesAnEditAtTheOldPlace() {
        profile.sentUnanswered("one");
        profile.writes.send(BOB.value(), "two");
        profile.writes.edit(1, "one, corrected");
        profile.apply(profile.confirm(profile.row(0), 2));
        var edit = (OutboxRow.Send) profile.row(0);
        assertEquals(Content.edit(2, "one, corrected"), edit.content());
        assertEquals(List.of("one, corrected", "two"), texts());
        assertTrue(message(1).edited());
        assertTrue(message(1).changing());
    }

    @Test
    void discardOfAnArrivedEntryBecomesADeletion() {
        profile.sentUnanswered("one");
        profile.writes.discard(1);
        assertEquals(List.of(), texts(), "gone for the user at once");
        profile.apply(profile.confirm(profile.row(0), 2));
        assertEquals(Content.delete(2), ((OutboxRow.Send) profile.row(0)).content());
        assertTrue(message(1).deleted());
    }

    /// "one" at seq 2, and a correction of it that waits; then a backup takes the server back to seq 1.
    private void loseMessageWithAWaitingEdit() {
        profile.sentUnanswered("one");
        profile.apply(profile.confirm(profile.row(0), 2));
        profile.writes.edit(1, "one, corrected");
        profile.apply(
                new StoreOp.BeginEpoch("e2"),
                new StoreOp.Displace(WITH_BOB, List.of(2L)),
                new StoreOp.Verified(WITH_BOB, 1));
    }

    @Test
    void editIsRetriedTogetherWithItsMessageAndBehindIt() {
        loseMessageWithAWaitingEdit();
        OutboxRow row = profile.row(0);
        profile.apply(new StoreOp.Fail(row.key(), row.rev(), "not_accepted", "No.", OptionalLong.empty()));
        profile.writes.send(BOB.value(), "two");
        assertEquals(1, profile.rows().size());
        profile.writes.retry(2);
        profile.confirmAll(WITH_BOB, 1);
        profile.confirmAll(WITH_BOB, 3);
        assertEquals(List.of(), profile.views.outbox());
        assertEquals(List.of("two", "one, corrected"), texts());
    }

    /// Seed 168409: it got a new id, and another device brought it back under the old one.
    @Test
    void whatWasLostKeepsItsIdWhenItIsEditedOrDeleted() {
        loseMessageWithAWaitingEdit();
        OutboxRow.Queued lost = profile.row(0);
        profile.writes.edit(1, "one, corrected twice");
        assertEquals(List.of("one, corrected twice"), texts());
        assertEquals(lost, profile.row(0), "it goes out as it was, and the correction follows");
        profile.apply(profile.confirm(profile.row(0), 2));
        assertEquals(Content.edit(2, "one, corrected twice"), ((OutboxRow.Send) profile.row(0)).content());
        profile.apply(profile.confirm(profile.row(0), 3));
        profile.apply(
                new StoreOp.BeginEpoch("e3"),
                new StoreOp.Displace(WITH_BOB, List.of(2L, 3L)),
                new StoreOp.Verified(WITH_BOB, 1));
        profile.writes.discard(1);
        assertEquals(lost.id(), profile.row(0).id());
        profile.confirmAll(WITH_BOB, 2);
        profile.confirmAll(WITH_BOB, 3);
        assertEquals(List.of(), profile.views.outbox());
        assertTrue(message(1).deleted());
    }

    @Test
    void editOfWhatWasLostTwiceDoesNotStandBeforeIt() {
        loseMessageWithAWaitingEdit();
        // It arrives, and its answer does not; so a second edit of it comes into being at its place.
        OutboxRow.Queued row = profile.row(0);
        profile.apply(new StoreOp.MarkSent(row.key(), row.rev()));
        profile.writes.edit(1, "one, corrected twice");
        profile.apply(profile.confirm(row, 2));
        profile.apply(
                new StoreOp.BeginEpoch("e3"),
                new StoreOp.Displace(WITH_BOB, List.of(2L)),
                new StoreOp.Verified(WITH_BOB, 1));
        profile.confirmAll(WITH_BOB, 1);
        profile.confirmAll(WITH_BOB, 2);
        assertEquals(List.of(), profile.views.outbox());
        assertEquals(List.of("one, corrected twice"), texts());
    }

    @Test
    void editThatComesBeforeItsTargetIsAppliedAllTheSame() {
        profile.apply(
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(WITH_BOB, List.of(entry(3, BOB, "b2", Content.edit(2, "corrected")))));
        assertEquals(List.of(), texts());
        profile.apply(new StoreOp.PutEntries(WITH_BOB, List.of(entry(2, BOB, "b1", Content.message("wrong")))));
        assertEquals(List.of("corrected"), texts());
    }

    @Test
    void nobodyEditsWhatAnotherWrote() {
        profile.apply(
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(
                        WITH_BOB,
                        List.of(
                                entry(2, BOB, "b1", Content.message("Bob's")),
                                entry(3, ME, "m1", Content.edit(2, "not Bob's")))));
        assertEquals(List.of("Bob's"), texts());
        assertEquals(
                "not_allowed",
                assertThrows(Refusal.class, () -> profile.writes.edit(1, "mine"))
                        .code());
    }

    @Test
    void kindOfALaterVersionIsKeptAsItCameAndShownAsAPlaceholder() {
        var poll = new Content(
                "poll", OptionalLong.empty(), List.of(BOB), List.of(), Optional.empty(), new Body("a/b", "{}"));
        profile.apply(
                new StoreOp.SetMembers(WITH_BOB, List.of(ME, BOB)),
                new StoreOp.PutEntries(WITH_BOB, List.of(entry(2, BOB, "b1", poll))));
        assertFalse(message(1).understood());
        assertTrue(message(1).text().contains("poll"));
        assertEquals(
                poll,
                Contents.read(profile.database.read(
                        sql -> sql.text("SELECT content FROM entry").orElseThrow())));
    }

    @Test
    void ticksFollowTheSlowestOtherMember() {
        profile.sentUnanswered("Hello");
        profile.apply(profile.confirm(profile.row(0), 2));
        assertInstanceOf(MessageState.Sent.class, message(1).state());
        profile.apply(new StoreOp.SetCursor(WITH_BOB, ME, new Cursor(2, 2)));
        assertInstanceOf(MessageState.Sent.class, message(1).state());
        profile.apply(new StoreOp.SetCursor(WITH_BOB, BOB, new Cursor(2, 0)));
        assertInstanceOf(MessageState.Delivered.class, message(1).state());
        profile.apply(new StoreOp.SetCursor(WITH_BOB, BOB, new Cursor(1, 1)));
        assertInstanceOf(MessageState.Delivered.class, message(1).state(), "cursors never go back");
        profile.apply(new StoreOp.SetCursor(WITH_BOB, BOB, new Cursor(2, 2)));
        assertInstanceOf(MessageState.Read.class, message(1).state());
    }

    @Test
    void outboxSaysWhatEachWaitsFor() {
        profile.writes.send("carol", "to a name");
        profile.sentUnanswered("left");
        profile.writes.send(BOB.value(), "behind it");
        assertEquals(
                List.of(WaitsFor.CONNECTION, WaitsFor.NAME, WaitsFor.ANSWER, WaitsFor.EARLIER),
                profile.views.outbox().stream()
                        .map(OutboxItem::state)
                        .map(state -> ((MessageState.Pending) state).waitsFor())
                        .toList());
    }

    @Test
    void messagesToANameMoveToTheConversationThatIsThereAlreadyAndOldKeysGoOnWorking() {
        profile.writes.send("bob", "by name");
        long oldKey = profile.views.find("bob").orElseThrow().key();
        profile.writes.send(BOB.value(), "by id");
        profile.apply(new StoreOp.Resolve(profile.rows().getLast().key(), new Person(BOB, "bob")));
        assertEquals(1, profile.views.conversations().size());
        assertEquals(List.of("by name", "by id"), texts());
        assertEquals(
                texts(),
                profile.views.messages(oldKey, OptionalLong.empty(), 10).stream()
                        .map(Message::text)
                        .toList());
        profile.writes.send(oldKey, "by the old key");
        assertEquals("by the old key", texts().getLast());
    }

    @Test
    void messagesToANameStayInOrderWhenThePersonBecomesKnownDuringTheLookup() {
        profile.writes.send("bob", "first");
        OutboxRow lookup = profile.rows().getLast();
        profile.apply(
                new StoreOp.PutNames(List.of(new Person(BOB, "bob"))),
                new StoreOp.PutEntries(WITH_BOB, List.of(entry(1, BOB, "b1", Content.message("hello")))));
        profile.writes.send("bob", "second");
        assertEquals(List.of(lookup), profile.rows());
        profile.apply(new StoreOp.Resolve(lookup.key(), new Person(BOB, "bob")));
        assertEquals(List.of("hello", "first", "second"), texts());
        assertEquals(
                List.of("first", "second"),
                profile.rows().stream()
                        .map(row -> ((OutboxRow.Send) row).content().body().data())
                        .toList());
    }

    @Test
    void pagesGoBackWithoutGapsOrRepetitions() {
        for (int i = 1; i <= 10; i++) {
            profile.apply(
                    new StoreOp.PutEntries(WITH_BOB, List.of(entry(i, BOB, "b" + i, Content.message("seq " + i)))));
        }
        profile.writes.send(BOB.value(), "waiting 1");
        profile.writes.send(BOB.value(), "waiting 2");
        List<String> all = texts();
        assertEquals(12, all.size());
        long conversation = profile.views.find(BOB.value()).orElseThrow().key();
        var paged = new ArrayDeque<String>();
        OptionalLong before = OptionalLong.empty();
        while (true) {
            List<Message> page = profile.views.messages(conversation, before, 3);
            if (page.isEmpty()) {
                break;
            }
            page.reversed().forEach(message -> paged.addFirst(message.text()));
            before = OptionalLong.of(page.getFirst().key());
        }
        assertEquals(all, List.copyOf(paged));
    }

    @Test
    void readNeverCountsWhatIsUnreadBehindIt() {
        for (int i = 1; i <= 4; i++) {
            profile.apply(
                    new StoreOp.PutEntries(WITH_BOB, List.of(entry(i, BOB, "b" + i, Content.message("seq " + i)))));
        }
        profile.writes.markRead(2);
        assertEquals(2, profile.views.find(BOB.value()).orElseThrow().unread());
        profile.writes.markRead(1);
        assertEquals(2, profile.views.find(BOB.value()).orElseThrow().unread(), "never goes back");
        assertEquals(2L, profile.reads.changes().seen().get(WITH_BOB));
    }

    @Test
    void halfOfASurrogatePairIsReplaced() {
        profile.writes.send(BOB.value(), "a\ud83db");
        assertEquals("a\uFFFDb", message(1).text());
    }
}
