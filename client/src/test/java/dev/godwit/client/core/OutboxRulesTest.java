package dev.godwit.client.core;

import static dev.godwit.client.core.Bench.BOB;
import static dev.godwit.client.core.Bench.WITH_BOB;
import static dev.godwit.client.core.Bench.WITH_CAROL;
import static dev.godwit.client.core.Bench.row;
import static dev.godwit.client.core.Bench.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutboxRulesTest {
    private static final OptionalLong NONE = OptionalLong.empty();
    private static final UserId DORA = UserId.random(new Random(9));
    private static final ConversationId WITH_DORA = ConversationId.direct(Bench.ME, DORA);

    @Test
    void whatWaitsLeavesInTheFlightOfHelloEachNamingItsPredecessor() {
        var bench = new Bench(rows(1, 3)).start().open();
        assertInstanceOf(ClientFrame.Hello.class, bench.frames().getFirst());
        assertEquals(List.of("id1", "id2 after id1", "id3 after id2"), bench.sends());
        assertEquals(
                List.of(new StoreOp.MarkSent(1, 0), new StoreOp.MarkSent(2, 0), new StoreOp.MarkSent(3, 0)),
                bench.ops(StoreOp.MarkSent.class));
    }

    @Test
    void firstFlightIsLimitedInNumberAndBytes() {
        assertEquals(32, new Bench(rows(1, 50)).start().open().sends().size());
        var large = new ArrayList<OutboxRow>();
        for (int i = 1; i <= 6; i++) {
            large.add(row(i, WITH_BOB, Content.message("x".repeat(60_000))));
        }
        assertEquals(4, new Bench(large).start().open().sends().size());
    }

    @Test
    void whatHasATargetWaitsForTheGreeting() {
        var bench = new Bench(List.of(row(1), row(2, WITH_BOB, Content.edit(2, "x")), row(3)))
                .start()
                .open();
        assertEquals(List.of("id1"), bench.sends());
        assertEquals(
                List.of("id2 after id1", "id3 after id2"), bench.welcome(64).sends());
    }

    @Test
    void windowIsKeptAndRefilledByAnswers() {
        var bench = new Bench(rows(1, 50)).start().open();
        bench.welcome(34);
        assertEquals(List.of("id33 after id32", "id34 after id33"), bench.sends());
        assertEquals(List.of("id35 after id34"), bench.sent(1, 2).sends());
    }

    /// Else the next message to that name would find its conversation at once and overtake what still waits.
    @Test
    void whatWaitsForANameGoesOnceThatNameIsKnownFromElsewhere() {
        var bench = new Bench(List.of(new OutboxRow.Lookup(7, 0, 0, "dora"))).online();
        var dora = new Person(DORA, "dora");
        bench.got(new ServerFrame.Pushed(WITH_DORA, Bench.entry(1, DORA, "d1")));
        bench.on(new Event.Described(bench.now, List.of(DORA), List.of(dora)));
        assertEquals(List.of(new StoreOp.Resolve(7, dora)), bench.ops(StoreOp.Resolve.class));
        assertTrue(bench.did(Action.ReadOutbox.class));
        bench.on(new Event.LookedUp(bench.now, 7, Optional.of(dora)));
        assertEquals(List.of(), bench.ops(StoreOp.Resolve.class), "its own answer comes too late to matter");
    }

    @Test
    void ackedPredecessorIsNotNamedAnyMore() {
        var bench = new Bench(rows(1, 1)).online();
        bench.sent(1, 2);
        assertEquals(
                List.of(new StoreOp.Confirm(WITH_BOB, new ClientMessageId("id1"), 2, 1_002)),
                bench.ops(StoreOp.Confirm.class));
        assertEquals(List.of("id2"), bench.changed(rows(2, 2)).sends());
    }

    @Test
    void throttledSendAndWhatIsBehindItGoAgainInOrder() {
        var bench = new Bench(rows(1, 3)).online();
        bench.refused(1, Code.THROTTLED, OptionalLong.of(5_000));
        assertEquals(List.of(), bench.sends());
        assertEquals(List.of(), bench.ops(StoreOp.Fail.class));
        bench.refused(2, Code.AFTER_PENDING, NONE);
        bench.refused(3, Code.AFTER_PENDING, NONE);
        assertEquals(List.of(), bench.sends());
        assertTrue(bench.wakeAt.orElseThrow() <= bench.now + 5_000);
        assertEquals(List.of("id1"), bench.after(5_000).tick().sends(), "one at a time until one is taken");
        assertEquals(List.of("id2", "id3 after id2"), bench.sent(1, 2).sends());
    }

    @Test
    void transientRefusalsNeverBecomeFailed() {
        var bench = new Bench(rows(1, 1)).online();
        for (int round = 0; round < 50; round++) {
            Code code = List.of(Code.RETRY, Code.THROTTLED, Code.STORAGE_FULL, Code.DRAINING)
                    .get(round % 4);
            bench.refused(1, code, NONE);
            assertEquals(List.of(), bench.ops(StoreOp.Fail.class));
            assertEquals(List.of("id1"), bench.after(60_001).tick().sends(), "round " + round);
            bench.current();
        }
    }

    @Test
    void permanentRefusalFailsOneAndTheRestGoesOnWithoutIt() {
        var bench = new Bench(rows(1, 3)).online();
        bench.refused(1, Code.BAD_CONTENT, NONE);
        assertEquals("bad_content", bench.ops(StoreOp.Fail.class).getFirst().code());
        bench.changed(rows(2, 3));
        bench.refused(2, Code.AFTER_PENDING, NONE);
        assertEquals(List.of("id2"), bench.sends());
        bench.refused(3, Code.AFTER_PENDING, NONE);
        assertEquals(List.of("id3 after id2"), bench.sends());
    }

    @Test
    void lostConnectionSendsEverythingUnansweredAgainUnderTheSameIds() {
        var bench = new Bench(rows(1, 2)).online();
        bench.on(new Event.Closed(bench.now, false, "cut"));
        bench.on(new Event.TryNow(bench.now));
        assertEquals(List.of("id1", "id2 after id1"), bench.open().sends());
        assertEquals(List.of(), bench.ops(StoreOp.MarkSent.class), "they were marked before");
    }

    @Test
    void conversationsDoNotWaitForEachOther() {
        var bench = new Bench(List.of(row(1), row(2, WITH_CAROL, Content.message("x")))).online();
        bench.refused(1, Code.THROTTLED, OptionalLong.of(60_000));
        assertEquals(
                List.of("id3"),
                bench.changed(List.of(row(1), row(3, WITH_CAROL, Content.message("y"))))
                        .sends());
    }

    @Test
    void nothingPassesAWithdrawalThatIsNotAnswered() {
        var cancel = new OutboxRow.Cancel(1, 1, 0, WITH_BOB, Optional.of(BOB), new ClientMessageId("id1"));
        var bench = new Bench(List.of(cancel, row(2))).online();
        assertEquals(List.of(), bench.sends());
        bench.got(new ServerFrame.Cancelled(WITH_BOB, new ClientMessageId("id1")));
        assertEquals(List.of(), bench.sends(), "its replacement is only in the database yet");
        assertTrue(bench.did(Action.ReadOutbox.class));
        var replacement = new OutboxRow.Send(
                1,
                2,
                0,
                WITH_BOB,
                Optional.of(BOB),
                new ClientMessageId("new"),
                Content.message("corrected"),
                false,
                false);
        assertEquals(
                List.of("new", "id2 after new"),
                bench.changed(List.of(replacement, row(2))).sends());
    }

    /// Seed 447 of `RandomGroupTest`: an edited message waited for ever, failed and withdrawn at the same time.
    @Test
    void refusalOfAMessageThatWasEditedMeanwhileIsNotTakenForTheAnswerToItsWithdrawal() {
        var bench = new Bench(rows(1, 2)).online();
        var cancel = new OutboxRow.Cancel(1, 1, 0, WITH_BOB, Optional.of(BOB), new ClientMessageId("id1"));
        bench.changed(List.of(cancel, row(2)));
        assertEquals(List.of(), bench.frames(), "the message is not answered yet");
        bench.refused(1, Code.NOT_ACCEPTED, NONE);
        assertEquals(List.of(), bench.ops(StoreOp.Fail.class));
        assertEquals(
                List.of(new ClientFrame.Cancel(WITH_BOB, new ClientMessageId("id1"), Optional.of(BOB))),
                bench.frames());
        bench.refused(1, Code.NO_CONVERSATION, NONE);
        assertEquals("no_conversation", bench.ops(StoreOp.Fail.class).getFirst().code());
    }

    /// Seed 124229: it failed, while the device that had begun the conversation brought it back.
    @Test
    void whoDoesNotKnowWithWhomAConversationIsWaitsForWhoeverDoes() {
        var message = new OutboxRow.Send(
                1,
                0,
                0,
                WITH_BOB,
                Optional.empty(),
                new ClientMessageId("id1"),
                Content.message("was there"),
                false,
                true);
        var bench = new Bench(List.of(message)).online();
        bench.refused(1, Code.NO_CONVERSATION, NONE);
        assertEquals(List.of(), bench.ops(StoreOp.Fail.class));
        assertEquals(List.of("id1"), bench.after(60_000).tick().sends());
        assertEquals(List.of(), bench.refused(1, Code.CANCELLED, NONE).ops(StoreOp.Fail.class));
        assertEquals(1, bench.ops(StoreOp.Withdrawn.class).size(), "another device has withdrawn it meanwhile");
    }

    @Test
    void withdrawalLeavesAtOnceWhenTheConnectionOfTheMessageIsGone() {
        var bench = new Bench(rows(1, 1)).online();
        var cancel = new OutboxRow.Cancel(1, 1, 0, WITH_BOB, Optional.of(BOB), new ClientMessageId("id1"));
        bench.changed(List.of(cancel));
        bench.on(new Event.Closed(bench.now, false, "cut"));
        bench.on(new Event.TryNow(bench.now));
        bench.open();
        assertEquals(1, bench.welcome(64).frames(ClientFrame.Cancel.class).size());
    }

    @Test
    void withdrawnElsewhereVanishesInsteadOfFailing() {
        var bench = new Bench(rows(1, 1)).online();
        bench.refused(1, Code.CANCELLED, NONE);
        assertEquals(List.of(), bench.ops(StoreOp.Fail.class));
        assertEquals(List.of(new StoreOp.Withdrawn(1, 0)), bench.ops(StoreOp.Withdrawn.class));
    }

    @Test
    void ownEntryThatComesByAnotherWayIsAnAnswer() {
        var bench = new Bench(rows(1, 2)).online();
        bench.got(new ServerFrame.Pushed(WITH_BOB, Bench.entry(2, Bench.ME, "id1")));
        bench.on(new Event.Closed(bench.now, false, "cut"));
        bench.on(new Event.TryNow(bench.now));
        assertEquals(List.of("id2"), bench.open().sends());
    }

    @Test
    void unknownNameIsLookedUpOnceAndAFaultIsTriedAgain() {
        var lookup = new OutboxRow.Lookup(7, 0, 0, "dave");
        var bench = new Bench(List.of(lookup)).start().open();
        assertEquals(
                List.of(),
                bench.actions.stream().filter(Action.LookUp.class::isInstance).toList());
        bench.welcome(64);
        assertTrue(bench.actions.contains(new Action.LookUp(7, "dave")));
        bench.current();
        bench.on(new Event.LookupFailed(bench.now, 7));
        assertTrue(bench.after(60_001).tick().actions.contains(new Action.LookUp(7, "dave")));
        bench.on(new Event.LookedUp(bench.now, 7, Optional.empty()));
        assertTrue(bench.ops(StoreOp.UnknownName.class).getFirst().reason().contains("'dave'"));
    }
}
