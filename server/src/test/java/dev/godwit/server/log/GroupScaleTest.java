package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static dev.godwit.server.log.World.DAVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// When a group counts as large.
class GroupScaleTest {
    private static List<GroupChange> scalings(Club club) {
        return club.entries().stream()
                .map(Entry::content)
                .filter(content -> content.kind().equals(Kinds.SYS_SCALE))
                .map(content -> content.body().data().contains("true"))
                .<GroupChange>map(GroupChange.Scale::new)
                .toList();
    }

    @Test
    void logSaysRightBehindTheEntryThatTheGroupHasBecomeLarge() {
        var club = Club.of(new World(new LogLimits(3)), History.JOINED, BOB);
        assertFalse(Group.of(club.head()).isLarge());
        var third = club.add(ALICE, CAROL);
        club.settle();
        var scale = club.entries().get((int) third.seq());
        assertEquals(GroupChangeCodec.write(new GroupChange.Scale(true)), scale.content());
        assertEquals("sys." + scale.seq(), scale.id().value());
        assertTrue(Group.of(club.head()).isLarge());
        assertEquals(List.of(), club.view(BOB).members());
        assertEquals(3, club.view(BOB).count());
    }

    @Test
    void groupStaysLargeUntilItHasFourFifthsOfTheThreshold() {
        var club = Club.of(new World(new LogLimits(5)), History.JOINED);
        club.fillTo(4);
        club.add(ALICE, BOB);
        club.add(ALICE, CAROL);
        club.leave(CAROL);
        club.settle();
        assertEquals(List.of(new GroupChange.Scale(true)), scalings(club));
        club.leave(BOB);
        club.settle();
        assertEquals(List.of(new GroupChange.Scale(true), new GroupChange.Scale(false)), scalings(club));
        assertFalse(Group.of(club.head()).isLarge());
        club.add(ALICE, DAVE);
        club.settle();
        assertEquals(3, scalings(club).size());
    }

    @Test
    void ownerWhoShrinksTheGroupByLeavingIsFollowedByTheHeirAndTheSize() {
        var club = Club.of(new World(new LogLimits(2)), History.JOINED, BOB);
        club.leave(ALICE);
        club.settle();
        assertEquals(
                List.of(Kinds.GROUP_LEAVE, Kinds.SYS_INHERIT, Kinds.SYS_SCALE),
                club.kinds().subList(3, 6));
        assertEquals(Optional.of(Role.OWNER), club.roleOf(BOB));
        assertFalse(Group.of(club.head()).isLarge());
    }

    @Test
    void joiningByALinkCountsLikeBeingAdded() {
        var club = Club.of(new World(new LogLimits(2)), History.JOINED);
        club.link(ALICE, 0, 0);
        club.join(BOB);
        club.settle();
        assertEquals(List.of(new GroupChange.Scale(true)), scalings(club));
    }

    @Test
    void thresholdIsFiveHundredUnlessTheOperatorSaysOtherwise() {
        var club = Club.of();
        club.fillTo(498);
        club.add(ALICE, BOB);
        club.settle();
        assertEquals(List.of(), scalings(club));
        club.add(ALICE, CAROL);
        club.settle();
        assertEquals(List.of(new GroupChange.Scale(true)), scalings(club));
    }
}
