package dev.godwit.server.log;

import static dev.godwit.server.log.GroupRulesTest.sorted;
import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static dev.godwit.server.log.World.DAVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of changes that were made offline and do not go together: the table of docs/groups.md. Each of them
/// whether the second one comes while the first is on its way to disk, or later.
class GroupConflictsTest {
    private static void between(Club club, boolean sameBatch) {
        if (!sameBatch) {
            club.settle();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoAdminsWhoRemoveEachOtherTheFirstInTheLogStays(boolean sameBatch) {
        var club = Club.of(BOB, CAROL).withAdmin(BOB).withAdmin(CAROL);
        var first = club.remove(BOB, CAROL);
        between(club, sameBatch);
        var second = club.remove(CAROL, BOB);
        club.settle();
        first.seq();
        assertEquals(Code.NOT_A_MEMBER, second.code());
        assertEquals(sorted(ALICE, BOB), club.members());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsAddedBehindTheirRemovalIsInAgainAndWhoIsAddedBeforeItIsOut(boolean sameBatch) {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        club.remove(ALICE, CAROL);
        between(club, sameBatch);
        var behind = club.add(BOB, CAROL);
        between(club, sameBatch);
        assertEquals(Optional.of(Role.MEMBER), club.settle().roleOf(CAROL));
        behind.seq();

        var before = club.add(BOB, CAROL);
        between(club, sameBatch);
        var removal = club.remove(ALICE, CAROL);
        club.settle();
        assertEquals(Code.NO_CHANGE, before.code());
        removal.seq();
        assertEquals(sorted(ALICE, BOB), club.members());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoWhoAddOrRemoveTheSameOneTheSecondChangesNothing(boolean sameBatch) {
        var club = Club.of(BOB).withAdmin(BOB);
        club.add(ALICE, CAROL);
        between(club, sameBatch);
        assertEquals(Code.NO_CHANGE, afterSettling(club, club.add(BOB, CAROL)));
        club.remove(ALICE, CAROL);
        between(club, sameBatch);
        assertEquals(Code.NO_CHANGE, afterSettling(club, club.remove(BOB, CAROL)));
    }

    private static Code afterSettling(Club club, World.Told told) {
        club.settle();
        return told.code();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWroteOfflineAndWasRemovedMeanwhileIsRefused(boolean sameBatch) {
        var club = Club.of(BOB);
        club.remove(ALICE, BOB);
        between(club, sameBatch);
        assertEquals(Code.NOT_A_MEMBER, afterSettling(club, club.say(BOB, "written in the tunnel")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void adminWhoWasMadeAMemberMeanwhileChangesNothing(boolean sameBatch) {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        club.role(ALICE, BOB, Role.MEMBER);
        between(club, sameBatch);
        assertEquals(Code.NOT_ALLOWED, afterSettling(club, club.remove(BOB, CAROL)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoOwnersWhoStepDownTheSecondStays(boolean sameBatch) {
        var club = Club.of(BOB).withRole(BOB, Role.OWNER);
        club.role(ALICE, ALICE, Role.MEMBER);
        between(club, sameBatch);
        assertEquals(Code.NOT_ALLOWED, afterSettling(club, club.role(BOB, BOB, Role.MEMBER)));
        assertEquals(Optional.of(Role.OWNER), club.roleOf(BOB));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoNewTitlesTheFirstStandsAndTheSecondIsToldItsVersion(boolean sameBatch) {
        var club = Club.of(BOB).withAdmin(BOB);
        var first = club.title(ALICE, "Waders", 0);
        between(club, sameBatch);
        var second = club.title(BOB, "Gulls", 0);
        club.settle();
        assertEquals(Code.STALE, second.code());
        assertEquals(OptionalLong.of(first.seq()), ((Outcome.Refused) second.only()).version());
        assertEquals("Waders", Group.of(club.head()).title());
        var again = club.title(BOB, "Gulls", first.seq());
        club.settle();
        again.seq();
        assertEquals("Gulls", Group.of(club.head()).title());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenTheLastOwnerLeavesTheLongestServingAdminInheritsInTheSameBatch(boolean sameBatch) {
        var club = Club.of(BOB, CAROL, DAVE).withAdmin(DAVE).withAdmin(CAROL);
        int commits = club.world.commits.size();
        var left = club.leave(ALICE);
        between(club, sameBatch);
        var byTheHeir = club.role(CAROL, BOB, Role.ADMIN);
        club.settle();
        assertEquals(Optional.of(Role.OWNER), club.roleOf(CAROL));
        byTheHeir.seq();
        Entry inherit = club.entries().get((int) left.seq());
        assertEquals(Kinds.SYS_INHERIT, inherit.content().kind());
        assertEquals(left.seq() + 1, inherit.seq());
        assertEquals("sys." + inherit.seq(), inherit.id().value());
        assertEquals(ALICE, new Author(inherit.from(), inherit.device()));
        assertEquals(GroupChangeCodec.write(new GroupChange.Inherit(CAROL.user())), inherit.content());
        assertTrue(club.world.commits.get(commits).entries().contains(inherit));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void withoutAnAdminTheLongestServingMemberInherits(boolean sameBatch) {
        var club = Club.of(new World(), History.ALL, BOB, CAROL);
        club.leave(BOB);
        between(club, sameBatch);
        club.add(ALICE, BOB);
        between(club, sameBatch);
        club.leave(ALICE);
        club.settle();
        assertEquals(Optional.of(Role.OWNER), club.roleOf(CAROL));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ownerWhoIsNotTheLastLeavesNobodyAnything(boolean sameBatch) {
        var club = Club.of(BOB, CAROL).withRole(BOB, Role.OWNER);
        club.leave(ALICE);
        between(club, sameBatch);
        club.say(BOB, "bye");
        club.settle();
        assertEquals(List.of(Kinds.GROUP_LEAVE, Kinds.MESSAGE), club.kinds().subList(4, 6));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void groupThatEverybodyLeftIsClosedForEver(boolean sameBatch) {
        var club = Club.of(BOB);
        club.link(ALICE, 0, 0);
        club.leave(ALICE);
        between(club, sameBatch);
        club.leave(BOB);
        between(club, sameBatch);
        var stranger = club.join(CAROL);
        var returning = club.join(BOB);
        var writing = club.say(ALICE, "anybody there");
        club.settle();
        assertEquals(Code.NO_CONVERSATION, stranger.code());
        assertEquals(Code.NO_CONVERSATION, returning.code());
        assertEquals(Code.NOT_A_MEMBER, writing.code());
        assertEquals(0, club.head().state().count());
        assertEquals(Kinds.GROUP_LEAVE, club.kinds().getLast());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoWhoRaceForALinksLastUseTheFirstGetsIn(boolean sameBatch) {
        var club = Club.of();
        club.link(ALICE, 1, 0);
        var first = club.join(BOB);
        between(club, sameBatch);
        var second = club.join(CAROL);
        club.settle();
        first.seq();
        assertEquals(Code.NO_CONVERSATION, second.code());
        assertEquals(sorted(ALICE, BOB), club.members());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoComesByALinkThatWasRevokedMeanwhileStaysOut(boolean sameBatch) {
        var club = Club.of();
        club.link(ALICE, 0, 0);
        club.change(ALICE, new GroupChange.RevokeLink(Club.CODE));
        between(club, sameBatch);
        assertEquals(Code.NO_CONVERSATION, afterSettling(club, club.join(BOB)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsAddedAndJoinsAtTheSameTimeIsInOnceAndUsesNoLink(boolean sameBatch) {
        var club = Club.of();
        club.link(ALICE, 1, 0);
        club.add(ALICE, BOB);
        between(club, sameBatch);
        assertEquals(Code.NO_CHANGE, afterSettling(club, club.join(BOB)));
        var other = club.join(CAROL);
        club.settle();
        other.seq();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void roleForSomebodyWhoWasRemovedMeanwhileChangesNothing(boolean sameBatch) {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        club.remove(BOB, CAROL);
        between(club, sameBatch);
        var told = club.role(ALICE, CAROL, Role.ADMIN);
        assertEquals(Code.NO_CHANGE, afterSettling(club, told));
        assertTrue(((Outcome.Refused) told.only()).message().contains("any more"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTwoWhoOpenThePastOrRevokeTheSameLinkTheSecondChangesNothing(boolean sameBatch) {
        var club = Club.of(BOB).withAdmin(BOB);
        club.link(ALICE, 0, 0);
        for (GroupChange change :
                List.of(new GroupChange.SetHistory(History.ALL), new GroupChange.RevokeLink(Club.CODE))) {
            var first = club.change(ALICE, change);
            between(club, sameBatch);
            assertEquals(Code.NO_CHANGE, afterSettling(club, club.change(BOB, change)));
            first.seq();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyTheHeirActsAsTheOwner(boolean sameBatch) {
        var club = Club.of(BOB, CAROL, DAVE).withAdmin(BOB).withAdmin(CAROL);
        club.leave(ALICE);
        between(club, sameBatch);
        assertEquals(Code.NOT_ALLOWED, afterSettling(club, club.role(CAROL, DAVE, Role.ADMIN)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoIsRemovedStaysOutByALinkAndWhoLeavesComesBackByIt(boolean sameBatch) {
        var club = Club.of(BOB, CAROL);
        club.link(ALICE, 0, 0);
        club.remove(ALICE, BOB);
        club.leave(CAROL);
        between(club, sameBatch);
        var removed = club.join(BOB);
        var left = club.join(CAROL);
        club.settle();
        assertEquals(Code.NOT_A_MEMBER, removed.code());
        left.seq();
        assertEquals(sorted(ALICE, CAROL), club.members());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void linkWhoseTimeIsOverWhenItIsUsedLetsNobodyIn(boolean sameBatch) {
        var club = Club.of();
        club.link(ALICE, 0, club.world.now + 10);
        club.world.think();
        between(club, sameBatch);
        club.world.now += 11;
        assertEquals(Code.NO_CONVERSATION, afterSettling(club, club.join(BOB)));
    }
}
