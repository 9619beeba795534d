package dev.godwit.client.core;

import static dev.godwit.client.core.Bench.BOB;
import static dev.godwit.client.core.Bench.ME;
import static dev.godwit.client.core.Bench.WITH_BOB;
import static dev.godwit.client.core.Bench.complete;
import static dev.godwit.client.core.Bench.entry;
import static dev.godwit.client.core.Bench.items;
import static dev.godwit.client.core.Bench.known;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CatchingUpTest {
    private static ServerFrame.Changes change(long head, List<Item> items) {
        return new ServerFrame.Changes(
                List.of(new ServerFrame.Change(WITH_BOB, List.of(ME, BOB), head, List.of(), items)));
    }

    private static ClientFrame.Sync sync(Bench bench) {
        return bench.frames(ClientFrame.Sync.class).getFirst();
    }

    private static ServerFrame.Page page(Bench bench, long from, long to, long head) {
        var items = new ArrayList<>(items(from, to));
        Collections.reverse(items);
        return new ServerFrame.Page(sync(bench).rid(), WITH_BOB, items, head, from > 1);
    }

    @Test
    void newestPageComesFirstAndTheRestInTheBackground() {
        var bench = new Bench().start().open().welcome(64);
        bench.got(change(500, List.of()));
        assertEquals(501, sync(bench).seq());
        assertEquals(200, sync(bench).limit());
        bench.got(page(bench, 301, 500, 500));
        assertEquals("301-500", bench.ops(StoreOp.SetCoverage.class).getFirst().covered());
        assertEquals(301, sync(bench).seq());
        bench.got(page(bench, 101, 300, 500));
        assertEquals(100, sync(bench).limit());
        bench.got(page(bench, 1, 100, 500));
        assertEquals("1-500", bench.ops(StoreOp.SetCoverage.class).getFirst().covered());
        assertEquals(List.of(), bench.frames(ClientFrame.Sync.class));
    }

    @Test
    void gapBeforeAPushIsFetched() {
        var bench = new Bench(complete(5)).online();
        bench.pushed(8);
        assertEquals(8, sync(bench).seq());
        assertEquals(2, sync(bench).limit());
    }

    @Test
    void pushesTwiceOrInTheWrongOrderAreWrittenOnce() {
        var bench = new Bench(complete(5)).online();
        bench.pushed(7);
        bench.pushed(6);
        assertEquals("1-7", bench.ops(StoreOp.SetCoverage.class).getFirst().covered());
        bench.pushed(6);
        assertEquals(List.of(), bench.ops);
    }

    @Test
    void skipCountsAsHaving() {
        var bench = new Bench().start().open().welcome(64);
        bench.got(change(4, List.of(new Skip(1, 3, Skip.RETENTION), entry(4, BOB, "b4"))));
        assertEquals("1-4", bench.ops(StoreOp.SetCoverage.class).getFirst().covered());
        assertEquals(List.of(), bench.frames(ClientFrame.Sync.class));
    }

    @Test
    void emptyPageIsNotAskedForAgainBeforeTheNextCheck() {
        var bench = new Bench(complete(1)).online();
        bench.pushed(3);
        long rid = sync(bench).rid();
        bench.got(new ServerFrame.Page(rid, WITH_BOB, List.of(), 3, false));
        assertEquals(List.of(), bench.frames(ClientFrame.Sync.class));
        bench.after(61_000).tick();
        bench.current();
        assertEquals(1, bench.frames(ClientFrame.Sync.class).size());
    }

    @Test
    void receiptsAreGatheredForAMomentAndNeverPassAHole() {
        var bench = new Bench(complete(5)).online();
        bench.pushed(6);
        bench.pushed(7);
        bench.pushed(9);
        assertEquals(List.of(), bench.frames(ClientFrame.Receipts.class));
        bench.after(200).tick();
        assertEquals(
                List.of(new ClientFrame.OwnCursor(WITH_BOB, new Cursor(7, 0))),
                bench.frames(ClientFrame.Receipts.class).getFirst().cursors());
        bench.after(1_000).tick();
        assertEquals(List.of(), bench.frames(ClientFrame.Receipts.class));
    }

    @Test
    void readWaitsForTheHoleBelowIt() {
        var bench = new Bench(complete(5)).online();
        bench.pushed(7);
        bench.on(new Event.Changed(bench.now, new LocalChanges(List.of(), Set.of(), Map.of(WITH_BOB, 7L), false)));
        assertEquals(
                new Cursor(5, 5), bench.ops(StoreOp.SetCursor.class).getFirst().cursor());
        bench.pushed(6);
        assertEquals(
                new Cursor(7, 7), bench.ops(StoreOp.SetCursor.class).getFirst().cursor());
    }

    @Test
    void unconfirmedReceiptsAreRepeatedInHelloUntilACheckIsAnswered() {
        var bench = new Bench(known(5, "1-5", new Cursor(5, 3), new Cursor(4, 3)))
                .start()
                .open();
        var hello = (ClientFrame.Hello) bench.frames().getFirst();
        assertEquals(List.of(new ClientFrame.OwnCursor(WITH_BOB, new Cursor(5, 3))), hello.receipts());
        bench.welcome(64).current();
        assertEquals(List.of(), bench.ops(StoreOp.ConfirmCursor.class), "that answered hello, not a check");
        bench.after(61_000).tick();
        assertEquals(1, bench.frames(ClientFrame.Check.class).size());
        bench.current();
        assertEquals(
                List.of(new StoreOp.ConfirmCursor(WITH_BOB, new Cursor(5, 3))), bench.ops(StoreOp.ConfirmCursor.class));
    }

    @Test
    void checkComesEveryMinuteWithTheMarkOfTheLastOne() {
        var bench = new Bench().online();
        for (int minute = 0; minute < 3; minute++) {
            long due = bench.wakeAt.orElseThrow() - bench.now;
            assertTrue(due > 50_000 && due <= 60_000, "due in " + due);
            bench.after(due).tick();
            assertEquals(List.of(new ClientFrame.Check(Optional.of("m2"))), bench.frames(ClientFrame.Check.class));
            bench.got(new ServerFrame.Current("m2", "0000000000000000"));
        }
    }

    @Test
    void behindIsAnsweredByACheckAtOnce() {
        var bench = new Bench().online();
        assertEquals(
                1,
                bench.got(new ServerFrame.Behind())
                        .frames(ClientFrame.Check.class)
                        .size());
    }

    @Test
    void differentDigestMakesAnExactComparisonAtMostOnceAMinute() {
        var different = new ServerFrame.Current("m2", "0123456789abcdef");
        var bench = new Bench(complete(5)).start().open().welcome(64);
        bench.got(different);
        assertEquals(List.of(new ClientFrame.Check(Optional.empty())), bench.frames(ClientFrame.Check.class));
        bench.got(change(5, List.of())).got(different);
        bench.got(new ServerFrame.Behind());
        assertEquals(List.of(new ClientFrame.Check(Optional.of("m2"))), bench.frames(ClientFrame.Check.class));
        bench.got(different);
        assertEquals(List.of(), bench.frames(ClientFrame.Check.class));
    }

    @Test
    void restoredStoreIsComparedBackwardsAndOwnLostEntriesAreQueuedAgain() {
        var bench = new Bench(complete(4)).start().open();
        bench.got(new ServerFrame.Welcome("e2", ME, Bench.DEVICE, 1_000_000, 64));
        assertEquals(List.of(new StoreOp.BeginEpoch("e2")), bench.ops(StoreOp.BeginEpoch.class));
        assertEquals(5, sync(bench).seq());
        var there = List.<Item>of(entry(3, BOB, "other"), entry(2, BOB, "b2"), entry(1, BOB, "b1"));
        bench.got(new ServerFrame.Page(sync(bench).rid(), WITH_BOB, there, 3, false));
        assertTrue(bench.did(Action.ReadLocal.class));
        bench.on(new Event.LocalEntries(
                bench.now,
                WITH_BOB,
                List.of(local(1, "b1", 1_001), local(2, "b2", 1_002), local(3, "b3", 1_003), local(4, "b4", 1_004))));
        assertEquals(List.of(new StoreOp.Displace(WITH_BOB, List.of(3L, 4L))), bench.ops(StoreOp.Displace.class));
        assertEquals(List.of(new StoreOp.Verified(WITH_BOB, 2)), bench.ops(StoreOp.Verified.class));
        assertEquals("1-3", bench.ops(StoreOp.SetCoverage.class).getFirst().covered());
    }

    /// Seed 150069: the server's clock had been set back, and stood still.
    @Test
    void entryThatGotItsOldSeqAndTimeAgainDoesNotVouchForWhatIsBelowIt() {
        var bench = new Bench(complete(4)).start().open();
        bench.got(new ServerFrame.Welcome("e2", ME, Bench.DEVICE, 1_000_000, 64));
        var there = List.<Item>of(entry(4, BOB, "b4"), entry(3, BOB, "b2"), entry(2, BOB, "b3"), entry(1, BOB, "b1"));
        bench.got(new ServerFrame.Page(sync(bench).rid(), WITH_BOB, there, 4, false));
        bench.on(new Event.LocalEntries(
                bench.now,
                WITH_BOB,
                List.of(local(1, "b1", 1_001), local(2, "b2", 1_002), local(3, "b3", 1_003), local(4, "b4", 1_004))));
        assertEquals(List.of(new StoreOp.Displace(WITH_BOB, List.of(2L, 3L))), bench.ops(StoreOp.Displace.class));
        assertEquals(List.of(new StoreOp.Verified(WITH_BOB, 1)), bench.ops(StoreOp.Verified.class));
    }

    @Test
    void ackForASeqThatSomethingElseHasHereMeansThatTheServerWentBack() {
        var bench = new Bench(complete(4)).online();
        bench.changed(Bench.rows(1, 1));
        bench.sent(1, 3);
        assertEquals(5, sync(bench).seq(), "compared backwards, from everything that is here");
    }

    /// Otherwise the entry kept a seq that is another's, and came back only if another device had it too: found by
    /// torture, seed 21.
    @Test
    void ackThatComesDuringAComparisonIsComparedTooWhenTheServerIsRestoredMeanwhile() {
        var bench = new Bench(Bench.rows(1, 1), complete(5)).start().open().welcome(64);
        bench.got(change(4, List.of()));
        assertEquals(6, sync(bench).seq());
        bench.sent(1, 9);
        assertEquals(List.of(new StoreOp.SetCoverage(WITH_BOB, 9, "1-5")), bench.ops(StoreOp.SetCoverage.class));
        bench.on(new Event.Closed(bench.now, false, "restored"));
        bench.after(60_000).tick();
        bench.open();
        bench.got(new ServerFrame.Welcome("e2", ME, Bench.DEVICE, 1_000_000, 64));
        assertEquals(10, sync(bench).seq(), "compared backwards, from the ack");
        bench.got(new ServerFrame.Page(sync(bench).rid(), WITH_BOB, List.of(entry(1, BOB, "b1")), 1, false));
        bench.on(new Event.LocalEntries(bench.now, WITH_BOB, List.of(local(1, "b1", 1_001), local(9, "id1", 1_009))));
        assertEquals(List.of(new StoreOp.Displace(WITH_BOB, List.of(9L))), bench.ops(StoreOp.Displace.class));
    }

    private static LocalEntry local(long seq, String id, long at) {
        return new LocalEntry(seq, at, BOB, new ClientMessageId(id), 1);
    }

    @Test
    void entryThatGotItsOldSeqAgainDoesNotVouchForWhatIsBelowIt() {
        var bench = new Bench(complete(2)).start().open();
        bench.got(new ServerFrame.Welcome("e2", ME, Bench.DEVICE, 1_000_000, 64));
        bench.got(new ServerFrame.Page(
                sync(bench).rid(), WITH_BOB, List.of(entry(2, BOB, "b2"), entry(1, BOB, "new")), 2, false));
        bench.on(new Event.LocalEntries(bench.now, WITH_BOB, List.of(local(1, "b1", 1_001), local(2, "b2", 999))));
        assertEquals(List.of(new StoreOp.Displace(WITH_BOB, List.of(1L))), bench.ops(StoreOp.Displace.class));
        assertEquals(List.of(new StoreOp.Verified(WITH_BOB, 0)), bench.ops(StoreOp.Verified.class));
    }

    @Test
    void nothingNewLeavesForAConversationThatIsBeingCompared() {
        var bench = new Bench(complete(4)).start().open();
        bench.got(new ServerFrame.Welcome("e2", ME, Bench.DEVICE, 1_000_000, 64));
        assertEquals(List.of(), bench.changed(Bench.rows(1, 1)).sends());
    }

    @Test
    void nothingIsClaimedOfAConversationThatIsBeingCompared() {
        var bench = new Bench(known(5, "1-5", new Cursor(5, 3), new Cursor(4, 3)))
                .start()
                .open();
        bench.got(new ServerFrame.Welcome("e2", ME, Bench.DEVICE, 1_000_000, 64));
        bench.on(new Event.Closed(bench.now, false, "lost"));
        bench.after(60_000).tick().open();
        var hello = (ClientFrame.Hello) bench.frames().getFirst();
        assertEquals(Optional.of("e2"), hello.epoch());
        assertEquals(List.of(), hello.receipts());
    }

    @Test
    void markIsStoredWhenItsChangesAre() {
        var bench = new Bench(complete(4)).start().open().welcome(64);
        bench.got(change(6, List.of()));
        assertEquals(6, bench.ops(StoreOp.SetCoverage.class).getFirst().head(), "the hole is written down");
        bench.current();
        assertEquals(List.of(new StoreOp.SetMark("m2")), bench.ops(StoreOp.SetMark.class));
    }

    @Test
    void receiptsOfOthersAreWrittenAndOwnOnesOfOtherDevicesCountAsRead() {
        var bench = new Bench(complete(5)).online();
        bench.got(new ServerFrame.Receipt(WITH_BOB, BOB, new Cursor(5, 2)));
        assertEquals(
                List.of(new StoreOp.SetCursor(WITH_BOB, BOB, new Cursor(5, 2))), bench.ops(StoreOp.SetCursor.class));
        bench.got(new ServerFrame.Receipt(WITH_BOB, ME, new Cursor(5, 4)));
        assertEquals(List.of(new StoreOp.SetSeen(WITH_BOB, 4)), bench.ops(StoreOp.SetSeen.class));
    }

    @Test
    void settledMeansThatNothingIsLeftToDo() {
        var bench = new Bench(complete(5)).online();
        assertTrue(bench.engine.status().settled());
        bench.pushed(6);
        assertFalse(bench.engine.status().settled(), "the receipt is not confirmed");
        bench.on(new Event.Finish(bench.now));
        assertEquals(1, bench.frames(ClientFrame.Check.class).size());
        bench.current();
        assertTrue(bench.engine.status().caughtUp());
    }

    @Test
    void refusedPageOfAnUnknownConversationIsNotAskedForInALoop() {
        var bench = new Bench(complete(5)).online();
        bench.pushed(8);
        long rid = sync(bench).rid();
        bench.got(new ServerFrame.Failure(Code.NO_CONVERSATION, "No.", "No.", OptionalLong.of(rid)));
        assertEquals(List.of(), bench.frames(ClientFrame.Sync.class));
    }
}
