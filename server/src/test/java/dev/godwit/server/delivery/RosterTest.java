package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is read from the store and what is committed meanwhile meet in a roster in any order.
class RosterTest {
    private static final ConversationId GROUP = ConversationId.group(UserId.random(Town.RANDOM), "one");
    private static final ConversationId OTHER = ConversationId.group(UserId.random(Town.RANDOM), "other");
    private static final Mark NOTHING_NEW = mark(100, 1_000_000);

    private final Roster roster = new Roster();

    @Test
    void lineOfAnOlderHeadDoesNotTakeTheRemovalBack() {
        roster.note(new RosterLine.Former(GROUP, 10, LastChange.ofEntry(20), 10, 1_000));
        roster.note(new RosterLine.Member(GROUP, 9, LastChange.ofEntry(19), 9));
        assertEquals(digest(10), roster.digest());
        assertEquals(List.of(GROUP), roster.changedSince(mark(19, 1_000_000)));
    }

    @Test
    void lineOfAnOlderHeadDoesNotBringAFormerMemberBackIntoALargeGroup() {
        var line = new SharedLine();
        roster.note(new RosterLine.Former(GROUP, 10, LastChange.ofEntry(20), 10, 1_000));
        roster.note(new RosterLine.Large(GROUP, 9, LastChange.ofEntry(0), line));
        line.move(500, 101);
        assertEquals(digest(10), roster.digest());
        assertEquals(List.of(), roster.changedSince(NOTHING_NEW));
    }

    @Test
    void cursorThatMovedAtTheSameHeadKeepsTheLaterStamp() {
        roster.note(new RosterLine.Member(GROUP, 9, LastChange.ofEntry(30), 9));
        roster.note(new RosterLine.Member(GROUP, 9, LastChange.ofEntry(19), 9));
        assertEquals(List.of(GROUP), roster.changedSince(mark(29, 0)));
    }

    @Test
    void largeGroupMovesWithoutTheRosterBeingTouched() {
        var line = new SharedLine();
        line.move(7, 50);
        roster.note(new RosterLine.Large(GROUP, 7, LastChange.ofEntry(0), line));
        assertEquals(digest(7), roster.digest());
        assertEquals(List.of(), roster.changedSince(NOTHING_NEW));
        line.move(8, 101);
        assertEquals(digest(8), roster.digest());
        assertEquals(List.of(GROUP), roster.changedSince(NOTHING_NEW));
    }

    @Test
    void largeGroupsStandAmongTheOthersByTheirLastChange() {
        var line = new SharedLine();
        line.move(8, 103);
        roster.note(new RosterLine.Large(GROUP, 8, LastChange.ofEntry(0), line));
        roster.note(new RosterLine.Member(OTHER, 5, LastChange.ofEntry(102), 5));
        assertEquals(List.of(GROUP, OTHER), roster.changedSince(NOTHING_NEW));
        roster.note(new RosterLine.Member(OTHER, 6, LastChange.ofEntry(104), 6));
        assertEquals(List.of(OTHER, GROUP), roster.changedSince(NOTHING_NEW));
    }

    private static Mark mark(long stamp, long at) {
        return new Mark("epoch", stamp, at, "run", 0);
    }

    private static String digest(long seq) {
        return StateDigest.EMPTY.with(GROUP, seq).toString();
    }
}
