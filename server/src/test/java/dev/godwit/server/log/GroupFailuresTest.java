package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What was decided about a group and did not reach the disk was not decided.
class GroupFailuresTest {
    @Test
    void decisionsOfAFailedBatchAreVoidAndSoIsWhatWasBuiltOnThem() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB).withAdmin(CAROL);
        club.world.store.failNextSync(false);
        var removal = club.remove(BOB, CAROL);
        club.world.think();
        var title = club.title(BOB, "Without Carol", 0);
        club.settle();
        assertEquals(Code.RETRY, removal.code());
        assertEquals(Code.RETRY, title.code());
        assertEquals(Optional.of(Role.ADMIN), club.roleOf(CAROL));
        // Carol, who was out for a moment that never was, is faster this time.
        var other = club.remove(CAROL, BOB);
        var again = club.remove(BOB, CAROL);
        club.settle();
        other.seq();
        assertEquals(Code.NOT_A_MEMBER, again.code());
        assertEquals("Birds", Group.of(club.head()).title());
    }

    @Test
    void failedLeavingOfTheLastOwnerLeavesNoHeirBehind() {
        var club = Club.of(BOB);
        club.world.store.failNextSync(false);
        var leaving = club.leave(ALICE);
        club.settle();
        assertEquals(Code.RETRY, leaving.code());
        assertEquals(Optional.of(Role.OWNER), club.roleOf(ALICE));
        var byBob = club.role(BOB, ALICE, Role.MEMBER);
        club.settle();
        assertEquals(Code.NOT_ALLOWED, byBob.code());
    }

    @Test
    void failedUseOfALinkIsNoUse() {
        var club = Club.of();
        club.link(ALICE, 1, 0);
        club.settle();
        club.world.store.failNextSync(false);
        var first = club.join(BOB);
        club.settle();
        assertEquals(Code.RETRY, first.code());
        var second = club.join(CAROL);
        club.settle();
        second.seq();
        assertEquals(GroupRulesTest.sorted(ALICE, CAROL), club.members());
    }

    @Test
    void whatSurvivesAFailedSyncCountsWithItsFollowUps() {
        var club = Club.of(new World(new LogLimits(2)), History.JOINED, BOB);
        long before = club.head().seq();
        club.world.store.failNextSync(true);
        var leaving = club.leave(ALICE);
        club.settle();
        assertEquals(Code.RETRY, leaving.code());
        var commit = club.world.commits.getLast();
        assertEquals(
                List.of(Kinds.GROUP_LEAVE, Kinds.SYS_INHERIT, Kinds.SYS_SCALE),
                commit.entries().stream().map(entry -> entry.content().kind()).toList());
        assertEquals(Set.of(ALICE.user(), BOB.user()), commit.touched().people());
        assertEquals(Set.of(ALICE.user(), BOB.user()), Audience.of(commit));
        assertEquals(Optional.of(Role.OWNER), club.roleOf(BOB));
        assertEquals(before + 3, club.head().seq());
        var writing = club.say(ALICE, "am I still in");
        club.settle();
        assertEquals(Code.NOT_A_MEMBER, writing.code());
    }

    @Test
    void everyEntryOfAFullBatchThatSurvivesIsAnnouncedAlsoWhereEachHasFollowUps() {
        var club = Club.of(new World(new LogLimits(2)), History.JOINED);
        club.say(ALICE, "while this is being synced the next batch fills");
        club.world.think();
        for (int i = 0; i < 250; i++) {
            club.add(ALICE, BOB);
            club.remove(ALICE, BOB);
        }
        club.world.think();
        club.world.syncs.remove().run();
        club.world.store.failNextSync(true);
        club.settle();
        var announced = club.world.commits.stream()
                .flatMap(commit -> commit.entries().stream())
                .map(Entry::seq)
                .toList();
        assertEquals(LongStream.rangeClosed(1, 1_002).boxed().toList(), announced);
    }

    @Test
    void restartChangesNothing() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        club.link(BOB, 3, 0);
        club.change(ALICE, new GroupChange.SetHistory(History.ALL));
        club.leave(CAROL);
        club.settle();
        var before = club.head();
        club.world.restart(club.world.store.reopen());
        assertEquals(before, club.head());
        var back = club.join(CAROL);
        club.settle();
        back.seq();
        assertEquals(2, club.view(ALICE).links().getFirst().uses());
    }
}
