package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.ALTERED;
import static dev.godwit.testing.history.Violation.Kind.CLAIMED_WITHOUT_HAVING;
import static dev.godwit.testing.history.Violation.Kind.DUPLICATED;
import static dev.godwit.testing.history.Violation.Kind.GAP;
import static dev.godwit.testing.history.Violation.Kind.INVENTED;
import static dev.godwit.testing.history.Violation.Kind.LOST_AFTER_ACK;
import static dev.godwit.testing.history.Violation.Kind.LOST_BEFORE_ACK;
import static dev.godwit.testing.history.Violation.Kind.NOT_CONVERGED;
import static dev.godwit.testing.history.Violation.Kind.NOT_FIFO;
import static dev.godwit.testing.history.Violation.Kind.ORDER_DIFFERS;
import static dev.godwit.testing.history.Violation.Kind.READ_BEFORE_DELIVERED;
import static dev.godwit.testing.history.Violation.Kind.RECEIPT_WENT_BACK;
import static dev.godwit.testing.history.Violation.Kind.SEEN_BY_STRANGER;
import static dev.godwit.testing.history.Violation.Kind.SEQ_REUSED;
import static dev.godwit.testing.history.Violation.Kind.STUCK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.testing.history.Finale.Line;
import dev.godwit.testing.history.Violation.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// One thing is changed in a healthy history, and the checker says which guarantee that breaks, and no other.
class BrokenTest {
    private static void caught(Kind kind, Consumer<Tampering> tamper) {
        caught(Set.of(kind), tamper);
    }

    private static void caught(Set<Kind> kinds, Consumer<Tampering> tamper) {
        var tampering = new Tampering(new HealthyStory());
        tamper.accept(tampering);
        List<Violation> found = tampering.check();
        var seen = EnumSet.noneOf(Kind.class);
        found.forEach(violation -> seen.add(violation.kind()));
        assertEquals(kinds, seen, found::toString);
    }

    @Test
    void anAckedMessageThatIsNotInTheLog() {
        caught(LOST_AFTER_ACK, t -> t.forget(t.story.pair, 6));
    }

    @Test
    void anAckedMessageThatStandsSomewhereElse() {
        caught(
                Set.of(SEQ_REUSED),
                t -> t.repeat(
                        Happening.Acked.class,
                        ack -> ack.number() == 6,
                        ack -> new Happening.Acked(ack.device(), ack.conversation(), 6, 2, ack.id())));
        caught(
                LOST_AFTER_ACK,
                t -> t.repeat(
                        Happening.Acked.class,
                        ack -> ack.number() == 6,
                        ack -> new Happening.Acked(ack.device(), ack.conversation(), 6, 99, ack.id())));
    }

    @Test
    void anAckedMessageThatARestoreHasLostAndNobodySentAgain() {
        caught(LOST_AFTER_ACK, t -> {
            t.forget(t.story.pair, 3);
            t.removeAfterTheRestore(h -> (h instanceof Happening.Acked ack && ack.number() == 3)
                    || (h instanceof Happening.Received r && r.text().startsWith("#3 ")));
        });
    }

    @Test
    void whatSomebodyReceivedBeforeTheServerForgotIt() {
        caught(LOST_AFTER_ACK, t -> {
            long seq = t.entry(t.story.group, 12).seq();
            t.forget(t.story.group, 12);
            t.happenings.removeIf(h -> h instanceof Happening.Acked ack && ack.number() == 12);
            t.story.tale.phones.forEach(phone -> t.dropLine(phone, t.story.group, seq));
            t.waits(t.story.bob1, t.story.group, 12, true);
        });
    }

    @Test
    void aMessageThatIsNeitherInTheLogNorInTheOutbox() {
        caught(LOST_BEFORE_ACK, t -> {
            t.happenings.add(new Happening.Wrote(t.story.bob1.device, t.story.pair, 77, "#77 x"));
        });
    }

    @Test
    void aMessageThatWaitsOnADeviceThatSaysThatNothingIsLeftToDo() {
        caught(Set.of(LOST_BEFORE_ACK, STUCK), t -> {
            t.happenings.add(new Happening.Wrote(t.story.bob1.device, t.story.pair, 77, "#77 x"));
            t.waits(t.story.bob1, t.story.pair, 77, false);
        });
    }

    @Test
    void aRefusedMessageThatItsDeviceDoesNotShowAnyMore() {
        caught(LOST_BEFORE_ACK, t -> t.dropFromOutbox(t.story.carol1, 13));
    }

    @Test
    void aRefusedMessageThatOnlySomebodyElsesDeviceShows() {
        caught(LOST_BEFORE_ACK, t -> {
            t.happenings.add(new Happening.Wrote(t.story.alice1.device, t.story.pair, 77, "#77 x"));
            t.waits(t.story.bob1, t.story.pair, 77, true);
        });
    }

    @Test
    void aMessageInTheLogThatNobodyWrote() {
        caught(INVENTED, t -> {
            Entry entry = t.append(t.story.pair, t.story.alice, Content.message("#99 x"));
            t.showEverywhere(entry, false);
        });
    }

    @Test
    void aMessageInTheLogUnderAnotherName() {
        caught(INVENTED, t -> {
            t.happenings.add(new Happening.Wrote(t.story.bob1.device, t.story.pair, 77, "#77 x"));
            t.waits(t.story.bob1, t.story.pair, 77, true);
            Entry entry = t.append(t.story.pair, t.story.alice, Content.message("#77 x"));
            t.showEverywhere(entry, false);
        });
    }

    @Test
    void aMessageInTheLogOfAnotherConversation() {
        caught(INVENTED, t -> {
            t.happenings.add(new Happening.Wrote(t.story.bob1.device, t.story.group, 77, "#77 x"));
            t.waits(t.story.bob1, t.story.group, 77, true);
            Entry entry = t.append(t.story.pair, t.story.bob, Content.message("#77 x"));
            t.showEverywhere(entry, false);
        });
    }

    @Test
    void aDeletionThatNobodyAskedFor() {
        caught(INVENTED, t -> {
            long seq = t.entry(t.story.pair, 2).seq();
            t.append(t.story.pair, t.story.alice, Content.delete(seq));
            t.story.tale.phones.forEach(phone -> t.dropLine(phone, t.story.pair, seq));
        });
    }

    @Test
    void aMessageInAViewThatNobodyWrote() {
        caught(INVENTED, t -> t.show(t.story.bob1, t.story.pair, t.line(50, t.story.alice, "#99 x")));
        caught(
                INVENTED,
                t -> t.show(
                        t.story.bob1,
                        t.story.pair,
                        new Line(OptionalLong.empty(), t.story.bob, "no number", false, "failed")));
    }

    @Test
    void aMessageInAViewUnderAnotherName() {
        caught(
                Set.of(INVENTED, NOT_CONVERGED),
                t -> t.replaceLine(
                        t.story.bob1,
                        t.story.pair,
                        t.entry(t.story.pair, 2).seq(),
                        line -> new Line(line.seq(), t.story.bob, line.text(), false, "sent")));
    }

    @Test
    void aMessageThatWasReceivedAndThatNobodyWrote() {
        caught(
                INVENTED,
                t -> t.replaceHappening(
                        Happening.Received.class,
                        r -> r.device().equals(t.story.bob1.device) && r.text().equals("#2 first"),
                        r -> new Happening.Received(
                                r.device(), r.conversation(), r.seq(), r.from(), r.id(), "#99 first")));
        caught(
                INVENTED,
                t -> t.replaceHappening(
                        Happening.Received.class,
                        r -> r.device().equals(t.story.bob1.device) && r.text().equals("#2 first"),
                        r -> new Happening.Received(
                                r.device(), r.conversation(), r.seq(), t.story.bob, r.id(), r.text())));
    }

    @Test
    void anAckForAMessageOfSomebodyElse() {
        caught(INVENTED, t -> {
            Entry entry = t.entry(t.story.pair, 2);
            t.happenings.add(new Happening.Acked(t.story.bob1.device, t.story.pair, 2, entry.seq(), entry.id()));
        });
    }

    @Test
    void aMessageThatStandsInALogTwice() {
        caught(DUPLICATED, t -> {
            Entry entry = t.append(t.story.pair, t.story.alice, Content.message("#2 first"));
            t.told(t.story.pair, entry.seq());
        });
    }

    @Test
    void aMessageThatAViewShowsTwice() {
        caught(
                DUPLICATED,
                t -> t.show(
                        t.story.bob1,
                        t.story.pair,
                        t.shown(t.story.bob1, t.story.pair).lines().getLast()));
        caught(
                DUPLICATED,
                t -> t.show(
                        t.story.bob1,
                        t.story.pair,
                        new Line(OptionalLong.empty(), t.story.bob, "#3 first", false, "failed")));
    }

    @Test
    void anotherTextThanWasEverWritten() {
        caught(
                ALTERED,
                t -> t.replaceLine(
                        t.story.bob1,
                        t.story.pair,
                        t.entry(t.story.pair, 2).seq(),
                        line -> new Line(line.seq(), line.from(), "#2 fist", false, line.state())));
        caught(
                ALTERED,
                t -> t.replaceHappening(
                        Happening.Received.class,
                        r -> r.device().equals(t.story.bob1.device) && r.text().equals("#2 first"),
                        r -> new Happening.Received(
                                r.device(), r.conversation(), r.seq(), r.from(), r.id(), "#2 fist")));
        caught(ALTERED, t -> t.replaceEntry(t.story.group, 14, "#14 fist"));
    }

    @Test
    void aViewThatShowsTheTextBeforeTheLastEdit() {
        caught(
                ALTERED,
                t -> t.replaceLine(
                        t.story.bob1,
                        t.story.pair,
                        t.entry(t.story.pair, 1).seq(),
                        line -> new Line(line.seq(), line.from(), "#1 by alice/1", false, line.state())));
    }

    @Test
    void anEditThatNeverGotAnywhere() {
        caught(
                ALTERED,
                t -> t.happenings.add(new Happening.Edited(t.story.alice2.device, t.story.pair, 1, "#1 once more")));
        caught(
                ALTERED,
                t -> t.happenings.add(new Happening.Edited(t.story.alice1.device, t.story.pair, 2, "#2 once more")));
    }

    @Test
    void anOlderEditOfTheSameDeviceThatComesLast() {
        caught(ALTERED, t -> {
            Entry entry = t.append(
                    t.story.pair,
                    t.story.alice,
                    Content.edit(t.entry(t.story.pair, 6).seq(), "#6 first"));
            t.told(t.story.pair, entry.seq());
            t.relabel(t.story.pair, 6, "#6 first");
        });
    }

    @Test
    void ofConcurrentEditsOnTwoDevicesTheLastInTheLogWins() {
        caught(Set.of(), t -> {
            Entry entry = t.append(
                    t.story.pair,
                    t.story.alice,
                    Content.edit(t.entry(t.story.pair, 1).seq(), "#1 late"));
            t.happenings.addLast(new Happening.Edited(t.story.alice1.device, t.story.pair, 1, "#1 late"));
            t.told(t.story.pair, entry.seq());
            t.relabel(t.story.pair, 1, "#1 late");
        });
    }

    @Test
    void aMessageThatWasTakenBackAndIsStillThere() {
        caught(ALTERED, t -> t.happenings.add(new Happening.TookBack(t.story.alice1.device, t.story.pair, 2)));
    }

    @Test
    void aViewInAnotherOrder() {
        caught(ORDER_DIFFERS, t -> {
            List<Line> lines = t.shown(t.story.bob1, t.story.pair).lines();
            lines.addFirst(lines.removeLast());
        });
    }

    @Test
    void aSeqThatIsMissingInTheLog() {
        caught(GAP, t -> {
            Entry entry = t.skipOne(t.story.pair, t.story.alice, Content.edit(2, "#1 by alice/2"));
            t.told(t.story.pair, entry.seq());
        });
    }

    @Test
    void aSeqThatStandsInTheLogTwice() {
        caught(GAP, t -> t.log(t.story.pair).add(4, t.log(t.story.pair).get(3)));
    }

    @Test
    void oneSeqForTwoMessages() {
        caught(
                SEQ_REUSED,
                t -> t.replaceHappening(
                        Happening.Received.class,
                        r -> r.device().equals(t.story.bob1.device) && r.text().equals("#6 edited while it waited"),
                        r -> new Happening.Received(
                                r.device(),
                                r.conversation(),
                                r.seq(),
                                r.from(),
                                new ClientMessageId("other"),
                                r.text())));
    }

    @Test
    void oneSeqForTwoMessagesInAStoreThatIsNotThereAnyMore() {
        caught(
                SEQ_REUSED,
                t -> t.replaceHappening(
                        Happening.Received.class,
                        r -> r.device().equals(t.story.alice2.device)
                                && r.text().equals("#3 first"),
                        r -> new Happening.Received(
                                r.device(),
                                r.conversation(),
                                r.seq(),
                                r.from(),
                                new ClientMessageId("other"),
                                r.text())));
    }

    @Test
    void aMessageThatStandsBeforeOneThatItsDeviceWroteEarlier() {
        caught(NOT_FIFO, t -> t.swapWrites(t.story.bob1, 12, 14));
    }

    @Test
    void whatWasRefusedAndSentAgainIsNoBreachOfTheOrderAndWhatWasNotIs() {
        caught(NOT_FIFO, t -> t.happenings.removeIf(h -> h instanceof Happening.Retried));
        caught(NOT_FIFO, t -> t.happenings.removeIf(h -> h instanceof Happening.Refused r && r.number() == 11));
    }

    @Test
    void aReceiptThatGoesBackOnAScreen() {
        caught(
                RECEIPT_WENT_BACK,
                t -> t.repeat(
                        Happening.Told.class,
                        told -> told.cursor().read() > 0 && told.conversation().equals(t.story.group),
                        told -> new Happening.Told(
                                told.device(),
                                told.conversation(),
                                told.user(),
                                new Cursor(
                                        told.cursor().delivered(), told.cursor().read() - 1))));
    }

    @Test
    void aReceiptThatADeviceTakesBackAlsoIfItHasDied() {
        caught(RECEIPT_WENT_BACK, t -> {
            t.happenings.add(new Happening.Died(t.story.bob1.device, "kill -9"));
            t.happenings.add(new Happening.Claimed(t.story.bob1.device, t.story.pair, new Cursor(1, 0)));
        });
    }

    @Test
    void aReceiptThatGoesBackASecondTimeAfterOneRestore() {
        caught(
                RECEIPT_WENT_BACK,
                t -> t.happenings.add(
                        new Happening.Told(t.story.alice1.device, t.story.pair, t.story.bob, new Cursor(1, 0))));
    }

    @Test
    void aMessageThatIsShownAsReadOrDeliveredBeforeItWas() {
        caught(
                READ_BEFORE_DELIVERED,
                t -> t.replaceLine(
                        t.story.alice2,
                        t.story.group,
                        t.entry(t.story.group, 16).seq(),
                        line -> new Line(line.seq(), line.from(), line.text(), false, "read")));
        caught(Set.of(READ_BEFORE_DELIVERED, NOT_CONVERGED), t -> {
            t.dropCursor(t.story.group, t.story.carol);
        });
    }

    @Test
    void aClaimToHaveWhatNeverArrived() {
        caught(
                CLAIMED_WITHOUT_HAVING,
                t -> t.happenings.removeIf(h -> h instanceof Happening.Received r
                        && r.device().equals(t.story.carol1.device)
                        && r.text().equals("#12 first")));
        caught(
                CLAIMED_WITHOUT_HAVING,
                t -> t.happenings.removeIf(h -> h instanceof Happening.Acked a && a.number() == 16));
    }

    @Test
    void aClaimToHaveWhatDoesNotExist() {
        caught(
                CLAIMED_WITHOUT_HAVING,
                t -> t.happenings.add(new Happening.Claimed(t.story.bob1.device, t.story.pair, new Cursor(1_000, 9))));
    }

    @Test
    void aClaimToHaveReadWhatNobodyLookedAt() {
        caught(
                CLAIMED_WITHOUT_HAVING,
                t -> t.happenings.removeIf(h -> h instanceof Happening.Looked looked
                        && looked.device().equals(t.story.bob1.device)
                        && looked.conversation().equals(t.story.group)));
    }

    @Test
    void moreOfSomebodyThanTheyClaimed() {
        caught(
                CLAIMED_WITHOUT_HAVING,
                t -> t.happenings.removeIf(h ->
                        h instanceof Happening.Claimed claim && claim.device().equals(t.story.carol1.device)));
    }

    @Test
    void anEntryOfAGroupFromAfterARemoval() {
        caught(SEEN_BY_STRANGER, t -> t.receives(t.story.carol1, t.entry(t.story.group, 14), t.story.group));
    }

    @Test
    void anEntryOfAGroupFromBeforeSomebodyCame() {
        caught(SEEN_BY_STRANGER, t -> t.receives(t.story.bob1, t.entry(t.story.group, 9), t.story.group));
    }

    @Test
    void anEntryOfAConversationOfTwoOthers() {
        caught(SEEN_BY_STRANGER, t -> t.receives(t.story.carol1, t.entry(t.story.pair, 2), t.story.pair));
    }

    @Test
    void aViewOfWhatItsUserMayNotSee() {
        caught(SEEN_BY_STRANGER, t -> {
            Entry entry = t.entry(t.story.group, 14);
            List<Line> lines = t.shown(t.story.carol1, t.story.group).lines();
            int place = 0;
            while (lines.get(place).seq().orElse(99) < entry.seq()) {
                place++;
            }
            lines.add(place, t.line(entry.seq(), t.story.bob, "#14 first"));
        });
    }

    @Test
    void whatCameBeforeSomebodyIsTheirsToSeeWhereThePastIsOpen() {
        var story = new HealthyStory();
        story.tale.change(story.alice1, story.group, new GroupChange.SetHistory(dev.godwit.protocol.History.ALL));
        story.tale.change(story.alice1, story.group, new GroupChange.Remove(story.carol));
        story.tale.change(story.alice1, story.group, new GroupChange.Add(List.of(story.carol)));
        story.tale.settle();
        assertEquals(List.of(), HealthyTest.check(story.tale, story.tale.finale()));
    }

    @Test
    void aViewThatLacksAMessage() {
        caught(
                NOT_CONVERGED,
                t -> t.dropLine(
                        t.story.bob1, t.story.pair, t.entry(t.story.pair, 2).seq()));
    }

    @Test
    void aViewThatShowsWhatWasTakenBack() {
        caught(
                NOT_CONVERGED,
                t -> t.replaceLine(
                        t.story.bob1,
                        t.story.pair,
                        t.entry(t.story.pair, 4).seq(),
                        line -> new Line(line.seq(), line.from(), "#4 first", false, "sent")));
    }

    @Test
    void aViewThatShowsAsTakenBackWhatWasNot() {
        caught(
                NOT_CONVERGED,
                t -> t.replaceLine(
                        t.story.bob1,
                        t.story.pair,
                        t.entry(t.story.pair, 2).seq(),
                        line -> new Line(line.seq(), line.from(), "", true, "received")));
    }

    @Test
    void aViewThatIsNotComplete() {
        caught(
                NOT_CONVERGED,
                t -> t.replaceShown(
                        t.story.bob1, t.story.pair, shown -> new Finale.Shown(shown.lines(), shown.cursors(), false)));
    }

    @Test
    void aDeviceThatDoesNotKnowAConversation() {
        caught(NOT_CONVERGED, t -> t.view(t.story.alice2).conversations().remove(t.story.pair));
    }

    @Test
    void aServerThatDoesNotKnowWhatADeviceHas() {
        caught(NOT_CONVERGED, t -> {
            t.dropCursor(t.story.pair, t.story.alice);
            t.shown(t.story.bob1, t.story.pair).cursors().clear();
            t.marks(t.story.bob1, t.story.pair, "sent");
        });
    }

    @Test
    void aDeviceThatDoesNotKnowWhatTheServerKnowsOfOthers() {
        caught(NOT_CONVERGED, t -> t.shown(t.story.bob1, t.story.pair).cursors().clear());
    }

    @Test
    void somethingThatStillWaits() {
        caught(
                STUCK,
                t -> t.view(t.story.bob1)
                        .waiting()
                        .add(new Finale.Waiting(Optional.empty(), "setting", "", Optional.empty())));
    }

    @Test
    void aDeviceThatIsNotSettled() {
        caught(STUCK, t -> t.unsettle(t.story.bob1));
    }

    @Test
    void manyOfOneKindAreCounted() {
        var tampering = new Tampering(new HealthyStory());
        for (int i = 0; i < 50; i++) {
            tampering.happenings.add(
                    new Happening.Wrote(tampering.story.bob1.device, tampering.story.pair, 100 + i, "#" + (100 + i)));
        }
        List<Violation> found = tampering.check();
        assertEquals(Findings.SHOWN + 1, found.size());
        assertEquals("LOST_BEFORE_ACK: and 30 more", found.getLast().toString());
    }

    @Test
    void aHistoryThatContradictsItselfIsAFaultOfWhoRecordedIt() {
        var twice = new Tampering(new HealthyStory());
        twice.happenings.add(new Happening.Wrote(twice.story.bob1.device, twice.story.pair, 1, "#1"));
        assertThrows(IllegalArgumentException.class, twice::check);
        var nothing = new Tampering(new HealthyStory());
        nothing.happenings.add(new Happening.Retried(nothing.story.bob1.device, nothing.story.pair, 99));
        assertThrows(IllegalArgumentException.class, nothing::check);
    }

    @Test
    void whatWasOnlyTriedMayHaveHappenedOrNot() {
        caught(Set.of(), t -> {
            var device = t.story.bob1.device;
            t.happenings.add(new Happening.Trying(new Happening.Wrote(device, t.story.pair, 77, "#77 x")));
            t.happenings.add(new Happening.Trying(new Happening.Edited(device, t.story.group, 12, "#12 y")));
            t.happenings.add(new Happening.Trying(new Happening.TookBack(device, t.story.group, 14)));
        });
        caught(Set.of(), t -> {
            var device = t.story.bob1.device;
            t.happenings.add(new Happening.Trying(new Happening.Wrote(device, t.story.pair, 77, "#77 x")));
            Entry entry = t.append(t.story.pair, t.story.bob, Content.message("#77 x"));
            t.told(t.story.pair, entry.seq());
            t.showEverywhere(entry, true);
        });
    }
}
