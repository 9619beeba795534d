package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.delivery.Town.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the mark brings where the last that happened is a receipt, and nobody writes after it.
class QuietServerTest {
    private final Town town = new Town();
    private final Person alice = town.person();
    private final Person bob = town.person();
    private final ConversationId both = alice.with(bob);

    @BeforeEach
    void aliceHasWritten() {
        alice.dropsPushes = true;
        alice.send(bob, "hello");
        town.settle();
        bob.comes(Optional.empty());
        alice.comes(Optional.empty());
    }

    @Test
    void receiptIsListedOnce() {
        String before = alice.mark();
        bobReads(2);
        alice.comes(Optional.of(before));
        assertEquals(List.of(cursorOfBob(2)), cursorsTold());
        alice.comes(Optional.of(alice.mark()));
        assertEquals(List.of(), alice.changes());
        alice.checks(alice.mark());
        assertEquals(List.of(), alice.changes());
        bob.checks(bob.mark());
        bob.checks(bob.mark());
        assertEquals(List.of(), bob.changes(), "nor to the one whose receipt it is");
    }

    @Test
    void eachReceiptAfterTheMarkIsListedAlthoughNothingWasWrittenSince() {
        alice.send(bob, "and");
        alice.send(bob, "again");
        town.settle();
        alice.comes(Optional.of(alice.mark()));
        for (long seq = 2; seq <= 4; seq++) {
            String before = alice.mark();
            bobReads(seq);
            alice.comes(Optional.of(before));
            assertEquals(List.of(cursorOfBob(seq)), cursorsTold());
            alice.checks(before);
            assertEquals(List.of(cursorOfBob(seq)), cursorsTold(), "an old mark is good more than once");
        }
    }

    @Test
    void receiptIsListedAfterARestartToo() {
        String before = alice.mark();
        bobReads(2);
        town.restart(town.store.reopen());
        alice.comes(Optional.of(before));
        assertEquals(List.of(cursorOfBob(2)), cursorsTold());
        alice.comes(Optional.of(alice.mark()));
        assertEquals(List.of(), alice.changes());
    }

    /// Cursors are saved without a sync: the crash takes one that the mark counts, and the numbers begin anew.
    @Test
    void receiptAfterACrashIsListedThoughItsNumberIsThatOfALostOne() {
        alice.send(bob, "and");
        town.settle();
        bobReads(2);
        alice.comes(Optional.of(alice.mark()));
        String told = alice.mark();
        town.restart(town.store.crash());
        bob.comes(Optional.empty());
        bobReads(3);
        alice.comes(Optional.of(told));
        assertEquals(List.of(cursorOfBob(3)), cursorsTold());
        alice.comes(Optional.of(alice.mark()));
        assertEquals(List.of(), alice.changes());
    }

    @Test
    void markOfBeforeTheCursorsWereCountedBringsThem() {
        String[] parts = alice.mark().split("\\.", -1);
        bobReads(2);
        alice.comes(Optional.of(String.join(".", parts[0], parts[1], parts[2])));
        assertEquals(List.of(cursorOfBob(2)), cursorsTold());
    }

    @Test
    void rosterThatIsReadAgainBringsNeitherTooMuchNorTooLittle() {
        String before = alice.mark();
        bobReads(2);
        alice.comes(Optional.of(before));
        String after = alice.mark();
        forgetRosters();
        alice.comes(Optional.of(after));
        assertEquals(List.of(), alice.changes());
        forgetRosters();
        alice.comes(Optional.of(before));
        assertEquals(List.of(cursorOfBob(2)), cursorsTold());
    }

    private void forgetRosters() {
        for (int i = 0; i < 10_000; i++) {
            town.person().comes(Optional.empty());
        }
    }

    /// The first hello after a restart reads the store while the receipt is still being saved.
    @Test
    void receiptThatIsStillBeingSavedIsListed() {
        String before = alice.mark();
        var late = new ArrayList<LateCursors>();
        town.cursors = store -> {
            late.add(new LateCursors(store));
            return late.getLast();
        };
        town.restart(town.store.reopen());
        bob.comes(Optional.empty());
        bobReads(2);
        alice.comes(Optional.of(before));
        assertEquals(List.of(cursorOfBob(2)), cursorsTold());
        late.getLast().saveNow();
        alice.comes(Optional.of(alice.mark()));
        assertEquals(List.of(), alice.changes());
    }

    private void bobReads(long seq) {
        bob.reads(both, seq);
        town.settle();
    }

    private List<ServerFrame.MemberCursor> cursorsTold() {
        return alice.changes().stream()
                .flatMap(change -> change.cursors().stream())
                .toList();
    }

    private ServerFrame.MemberCursor cursorOfBob(long seq) {
        return new ServerFrame.MemberCursor(bob.user(), new Cursor(seq, seq));
    }
}
