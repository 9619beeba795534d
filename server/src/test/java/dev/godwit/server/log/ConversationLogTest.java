package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.ALICE_BOB;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.EVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What the writer promises: DESIGN's guarantees 1–4 and the rules of protocol v1.
class ConversationLogTest {
    private final World world = new World();

    @Test
    void firstMessageOpensTheConversationWithItsMembers() {
        var told = world.send(ALICE, "m1", Content.message("hello"));
        world.settle();
        assertEquals(2, told.seq());
        assertEquals(List.of("create", "m1"), world.ids());
        assertEquals(Kinds.CREATE, world.entries().getFirst().content().kind());
        var members = world.commits.getFirst().head().state().members();
        assertEquals(List.of(ALICE.user(), BOB.user()).stream().sorted().toList(), members);
    }

    @Test
    void ackWaitsForTheSyncAndDeliveryForTheAck() {
        var told = world.send(ALICE, "m1", Content.message("hello"));
        world.think();
        assertEquals(List.of(), told.outcomes);
        assertEquals(List.of(), world.commits);
        world.settle();
        assertEquals(List.of("told m1", "commit 2"), world.order);
    }

    @Test
    void bothWhoWriteFirstMeetInOneConversation() {
        var alices = world.send(ALICE, "a", Content.message("from Alice"));
        var bobs = world.send(BOB, "b", Content.message("from Bob"));
        world.settle();
        assertEquals(2, alices.seq());
        assertEquals(3, bobs.seq());
        assertEquals(List.of("create", "a", "b"), world.ids());
    }

    @Test
    void seqsHaveNoGapUnderConcurrentSenders() {
        for (int i = 0; i < 500; i++) {
            world.send(i % 2 == 0 ? ALICE : BOB, "m" + i, Content.message("number " + i));
            if (i % 7 == 0) {
                world.think();
            }
        }
        world.settle();
        assertEquals(
                LongStream.rangeClosed(1, 501).boxed().toList(),
                world.entries().stream().map(Entry::seq).toList());
    }

    @Test
    void retryGetsTheOriginalSeqAndTimeAlsoAfterARestartAndOtherTraffic() {
        world.send(ALICE, "m1", Content.message("hello"));
        world.settle();
        for (int i = 0; i < 100; i++) {
            world.send(BOB, "other" + i, Content.message("traffic"));
        }
        world.settle();
        world.now += 86_400_000;
        world.restart(world.store.reopen());
        var again = world.send(ALICE, "m1", Content.message("hello"));
        world.settle();
        assertEquals(new Outcome.Stored(2, 1_000_000), again.only());
        assertEquals(102, world.entries().size());
    }

    @Test
    void retryWhileTheFirstTryIsBeingSyncedIsAnsweredWithIt() {
        var first = world.send(ALICE, "m1", Content.message("hello"));
        world.think();
        var again = world.send(ALICE, "m1", Content.message("hello"));
        world.think();
        assertEquals(List.of(), again.outcomes);
        world.settle();
        assertEquals(2, first.seq());
        assertEquals(2, again.seq());
        assertEquals(List.of("create", "m1"), world.ids());
    }

    @Test
    void sameIdWithOtherBytesIsRefused() {
        world.send(ALICE, "m1", Content.message("hello"));
        world.think();
        var whileSyncing = world.send(ALICE, "m1", Content.message("other"));
        world.settle();
        var later = world.send(ALICE, "m1", Content.message("other"));
        world.settle();
        assertEquals(Code.ID_REUSED, whileSyncing.code());
        assertEquals(Code.ID_REUSED, later.code());
        assertEquals(List.of("create", "m1"), world.ids());
    }

    @Test
    void sameIdOfAnotherSenderIsAnotherEntry() {
        world.send(ALICE, "m1", Content.message("hello"));
        var bobs = world.send(BOB, "m1", Content.message("hello"));
        world.settle();
        assertEquals(3, bobs.seq());
    }

    @Test
    void sendBehindAnUnstoredPredecessorIsNotStored() {
        var told = world.send(ALICE, "m2", "m1", Content.message("second"));
        world.settle();
        assertEquals(Code.AFTER_PENDING, told.code());
        assertEquals(List.of(), world.entries());
        var first = world.send(ALICE, "m1", Content.message("first"));
        var second = world.send(ALICE, "m2", "m1", Content.message("second"));
        world.settle();
        assertEquals(2, first.seq());
        assertEquals(3, second.seq());
    }

    @Test
    void predecessorThatIsBeingSyncedCounts() {
        world.send(ALICE, "m1", Content.message("first"));
        world.think();
        var second = world.send(ALICE, "m2", "m1", Content.message("second"));
        world.settle();
        assertEquals(3, second.seq());
    }

    @Test
    void withdrawnPredecessorCounts() {
        world.cancel(ALICE, "m1");
        var second = world.send(ALICE, "m2", "m1", Content.message("second"));
        world.settle();
        assertEquals(2, second.seq());
    }

    @Test
    void failedSyncAnswersRetryToItsBatchAndToEverythingBehind() {
        world.store.failNextSync(false);
        var first = world.send(ALICE, "m1", Content.message("first"));
        world.think();
        var second = world.send(ALICE, "m2", "m1", Content.message("second"));
        world.settle();
        assertEquals(Code.RETRY, first.code());
        assertEquals(Code.RETRY, second.code());
        assertEquals(List.of(), world.entries());
        assertEquals(List.of(), world.commits);
        first = world.send(ALICE, "m1", Content.message("first"));
        second = world.send(ALICE, "m2", "m1", Content.message("second"));
        world.settle();
        assertEquals(2, first.seq());
        assertEquals(3, second.seq());
    }

    @Test
    void entriesThatSurviveAFailedSyncAreAnnouncedOnceAndRecognised() {
        world.store.failNextSync(true);
        var first = world.send(ALICE, "m1", Content.message("first"));
        world.settle();
        assertEquals(Code.RETRY, first.code());
        var again = world.send(ALICE, "m1", Content.message("first"));
        world.settle();
        assertEquals(2, again.seq());
        assertEquals(List.of("create", "m1"), world.ids());
        assertEquals(
                List.of("create", "m1"),
                world.commits.stream()
                        .flatMap(commit -> commit.entries().stream())
                        .map(entry -> entry.id().value())
                        .toList());
    }

    @Test
    void fullDiskRefusesAndLaterTakesTheSameSend() {
        world.store.setFull(true);
        var refused = world.send(ALICE, "m1", Content.message("first"));
        world.settle();
        assertEquals(Code.STORAGE_FULL, refused.code());
        world.store.setFull(false);
        var taken = world.send(ALICE, "m1", Content.message("first"));
        world.settle();
        assertEquals(2, taken.seq());
    }

    @Test
    void readersGetTheHeadAfterAFailureAlsoWhenNobodySendsAnyMore() {
        world.send(ALICE, "before", Content.message("before"));
        world.settle();
        world.store.setFull(true);
        world.send(ALICE, "refused", Content.message("refused"));
        world.settle();
        var afterRefusal = world.log.head(World.ALICE_BOB).toCompletableFuture();
        world.settle();
        assertEquals(
                2,
                afterRefusal.getNow(new Head(0, 0, 0, ConversationState.EMPTY)).seq());
        world.store.setFull(false);
        world.store.failNextSync(true);
        world.send(ALICE, "survives", Content.message("survives"));
        world.settle();
        var afterFault = world.log.head(World.ALICE_BOB).toCompletableFuture();
        world.settle();
        assertEquals(
                3, afterFault.getNow(new Head(0, 0, 0, ConversationState.EMPTY)).seq());
    }

    @Test
    void cancelBurnsAnUnknownIdForEver() {
        var cancelled = world.cancel(ALICE, "m1");
        world.settle();
        assertInstanceOf(Outcome.Withdrawn.class, cancelled.only());
        world.restart(world.store.reopen());
        var late = world.send(ALICE, "m1", Content.message("late"));
        world.settle();
        assertEquals(Code.CANCELLED, late.code());
        assertEquals(List.of(), world.entries());
    }

    @Test
    void cancelOfAStoredEntryAnswersWithItsSeq() {
        world.send(ALICE, "m1", Content.message("first"));
        world.think();
        var whileSyncing = world.cancel(ALICE, "m1");
        world.settle();
        var later = world.cancel(ALICE, "m1");
        world.settle();
        assertEquals(2, whileSyncing.seq());
        assertEquals(2, later.seq());
    }

    @Test
    void sendBehindItsOwnCancelIsRefusedWhileThatIsBeingSynced() {
        world.cancel(ALICE, "m1");
        world.think();
        var told = world.send(ALICE, "m1", Content.message("late"));
        world.settle();
        assertEquals(Code.CANCELLED, told.code());
    }

    @Test
    void strangersGetTheSameAnswerAsForAnUnknownConversation() {
        var unknown = world.send(EVE, frame(ALICE_BOB, ALICE, Content.message("let me in")));
        world.settle();
        world.send(ALICE, "m1", Content.message("hello"));
        world.settle();
        var forbidden = world.send(EVE, frame(ALICE_BOB, ALICE, Content.message("let me in")));
        world.settle();
        assertEquals(unknown.only(), forbidden.only());
        assertEquals(Code.NO_CONVERSATION, forbidden.code());
        assertEquals(List.of("create", "m1"), world.ids());
    }

    @Test
    void conversationWithSomebodyWhoDoesNotExistIsNotOpened() {
        var withEve = ConversationId.direct(ALICE.user(), EVE.user());
        var told = world.send(ALICE, frame(withEve, EVE, Content.message("anybody there")));
        world.settle();
        assertEquals(Code.NO_CONVERSATION, told.code());
    }

    @Test
    void accountLogIsItsOwnersAlone() {
        var account = ConversationId.account(ALICE.user());
        var own =
                world.send(ALICE, frame(account, ALICE, new AccountSetting("draft", Optional.of("mine")).toContent()));
        var foreign = world.send(
                BOB, frame(account, ALICE, new AccountSetting("draft", Optional.of("not mine")).toContent()));
        world.settle();
        assertEquals(2, own.seq());
        assertEquals(Code.NO_CONVERSATION, foreign.code());
    }

    @Test
    void onlyTheServerWritesReservedKinds() {
        var told = world.send(ALICE, "m1", content(Kinds.CREATE, OptionalLong.empty(), Optional.empty()));
        world.settle();
        assertEquals(Code.BAD_CONTENT, told.code());
    }

    @Test
    void bodyOverTheLimitIsRefusedAndOneAtItIsStored() {
        var tooLarge = world.send(ALICE, "m1", Content.message("é".repeat(Limits.MAX_BODY / 2) + "x"));
        var atLimit = world.send(ALICE, "m2", Content.message("é".repeat(Limits.MAX_BODY / 2)));
        world.settle();
        assertEquals(Code.TOO_LARGE, tooLarge.code());
        assertEquals(2, atLimit.seq());
    }

    @Test
    void onlyOnesOwnMessagesCanBeEdited() {
        world.send(ALICE, "m1", Content.message("mine"));
        world.think();
        var whileSyncing = world.send(ALICE, "e1", Content.edit(2, "mine, better"));
        var foreign = world.send(BOB, "e2", Content.edit(2, "hijacked"));
        var ofAnEdit = world.send(ALICE, "e3", Content.delete(3));
        var ofNothing = world.send(ALICE, "e4", Content.edit(99, "nothing"));
        world.settle();
        assertEquals(3, whileSyncing.seq());
        assertEquals(Code.BAD_CONTENT, foreign.code());
        assertEquals(Code.BAD_CONTENT, ofAnEdit.code());
        assertEquals(Code.BAD_CONTENT, ofNothing.code());
    }

    @Test
    void ofTwoWritesOnTheSameVersionOneIsStaleHoweverTheyFallOnBatches() {
        for (boolean sameBatch : new boolean[] {true, false}) {
            var fresh = new World();
            var base = content("set", OptionalLong.empty(), Optional.of(new Expect("title", 0)));
            var first = fresh.send(ALICE, "t1", base);
            if (!sameBatch) {
                fresh.think();
            }
            var second = fresh.send(BOB, "t2", base);
            fresh.settle();
            assertEquals(2, first.seq());
            assertEquals(Code.STALE, second.code());
            assertEquals(OptionalLong.of(2), ((Outcome.Refused) second.only()).version());
            var third =
                    fresh.send(BOB, "t3", content("set", OptionalLong.empty(), Optional.of(new Expect("title", 2))));
            fresh.settle();
            assertEquals(3, third.seq());
        }
    }

    @Test
    void listenerThatFailsKeepsNothingFromTheOthers() {
        var broken = frame(ALICE_BOB, BOB, Content.message("first"));
        world.log.send(ALICE, broken, outcome -> {
            throw new IllegalStateException("this session is broken");
        });
        var told = world.send(BOB, "m2", Content.message("second"));
        world.settle();
        assertEquals(3, told.seq());
        assertEquals(
                List.of(1L, 2L, 3L),
                world.commits.stream()
                        .flatMap(commit -> commit.entries().stream())
                        .map(Entry::seq)
                        .toList());
    }

    @Test
    void timesNeverGoBackWhenTheServersClockDoes() {
        world.send(ALICE, "m1", Content.message("first"));
        world.settle();
        world.now -= 500_000;
        world.send(ALICE, "m2", Content.message("second"));
        world.settle();
        world.restart(world.store.reopen());
        world.send(ALICE, "m3", Content.message("third"));
        world.settle();
        assertTrue(world.entries().stream().allMatch(entry -> entry.at() == 1_000_000));
    }

    private static ClientFrame.Send frame(ConversationId conversation, Author with, Content content) {
        return new ClientFrame.Send(
                conversation, new ClientMessageId("x1"), Optional.empty(), Optional.of(with.user()), content);
    }

    private static Content content(String kind, OptionalLong target, Optional<Expect> expect) {
        return new Content(kind, target, List.of(), List.of(), expect, Body.text("text"));
    }
}
