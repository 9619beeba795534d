package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static dev.godwit.server.log.World.DAVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Stay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What people see of a group, and who is told of what.
class GroupSightTest {
    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void newcomersSeeFromTheEntryThatTookThemIn() {
        var club = Club.of(BOB);
        club.say(ALICE, "before Carol");
        var added = club.add(ALICE, CAROL);
        club.say(ALICE, "after");
        club.settle();
        assertEquals(4, added.seq());
        assertEquals(seqs(4, 5), club.visibleTo(CAROL));
    }

    @Test
    void whoLeavesSeesTheirLeavingAndNothingAfterIt() {
        var club = Club.of(BOB, CAROL);
        var left = club.leave(BOB);
        var removed = club.remove(ALICE, CAROL);
        club.say(ALICE, "alone");
        club.title(ALICE, "Just me", 0);
        club.settle();
        assertEquals(seqs(2, left.seq()), club.visibleTo(BOB));
        assertEquals(seqs(3, removed.seq()), club.visibleTo(CAROL));
        assertEquals(left.seq(), Visibility.of(club.head(), BOB.user()).head());
        assertEquals(GroupView.former(left.seq()), club.view(BOB));
    }

    @Test
    void whoComesBackDoesNotSeeWhatHappenedMeanwhile() {
        var club = Club.of(BOB);
        var left = club.leave(BOB);
        club.say(ALICE, "meanwhile");
        var back = club.add(ALICE, BOB);
        club.settle();
        var expected = new ArrayList<>(seqs(2, left.seq()));
        expected.add(back.seq());
        assertEquals(expected, club.visibleTo(BOB));
    }

    @Test
    void groupThatOpensItsPastShowsItToNewcomersAlsoToWhoComesBack() {
        var club = Club.of(BOB);
        club.leave(BOB);
        club.say(ALICE, "meanwhile");
        club.change(ALICE, new GroupChange.SetHistory(History.ALL));
        var back = club.add(ALICE, BOB, CAROL);
        club.say(ALICE, "welcome");
        club.settle();
        assertEquals(seqs(1, back.seq() + 1), club.visibleTo(BOB));
        assertEquals(seqs(1, back.seq() + 1), club.visibleTo(CAROL));
        assertEquals(
                List.of(new Stay(1, back.seq() - 1, 1_000_000), Stay.from(back.seq())),
                club.head().state().person(BOB.user()).orElseThrow().stays());
    }

    @Test
    void pastThatIsClosedAgainStaysOpenToWhoSawIt() {
        var club = Club.of(new World(), History.ALL, BOB);
        club.change(ALICE, new GroupChange.SetHistory(History.JOINED));
        var late = club.add(ALICE, CAROL);
        club.settle();
        assertEquals(seqs(1, 4), club.visibleTo(BOB));
        assertEquals(seqs(late.seq(), late.seq()), club.visibleTo(CAROL));
    }

    @Test
    void linksAreShownToThoseWhoMayMakeThem() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        club.link(ALICE, 0, 0);
        club.settle();
        var links = List.of(new GroupLink(Club.CODE, 0, 0));
        assertEquals(links, club.view(ALICE).links());
        assertEquals(links, club.view(BOB).links());
        assertEquals(List.of(), club.view(CAROL).links());
    }

    @Test
    void viewIsTheSumOfTheLog() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        club.title(BOB, "Waders", 0);
        club.remove(BOB, CAROL);
        club.settle();
        var view = club.view(BOB);
        assertEquals(club.head().seq(), view.seq());
        assertEquals("Waders", view.title());
        assertEquals(Optional.of(Role.ADMIN), view.role());
        assertEquals(2, view.count());
        assertEquals(
                Set.of(new GroupView.Member(ALICE.user(), Role.OWNER), new GroupView.Member(BOB.user(), Role.ADMIN)),
                Set.copyOf(view.members()));
        assertEquals(Optional.empty(), GroupViews.of(club.head(), DAVE.user(), club.world.now));
    }

    @Test
    void newcomerLearnsWhatTheirOwnTitleMustExpect() {
        var club = Club.of(BOB);
        assertEquals(0, club.view(BOB).titleVersion());
        var titled = club.title(ALICE, "Waders", 0);
        club.add(ALICE, CAROL);
        club.role(ALICE, CAROL, Role.ADMIN);
        club.settle();
        assertEquals(titled.seq(), club.view(CAROL).titleVersion());
        var again = club.title(CAROL, "Godwits", club.view(CAROL).titleVersion());
        club.settle();
        assertEquals(again.seq(), club.view(BOB).titleVersion());
        assertEquals("Godwits", club.view(BOB).title());
    }

    @Test
    void membersComeInPagesInTheOrderOfTheirIds() {
        var club = Club.of(BOB, CAROL, DAVE);
        club.leave(CAROL);
        club.settle();
        var all = new ArrayList<UserId>();
        Optional<UserId> after = Optional.empty();
        for (int page = 0; page < 2; page++) {
            var members = GroupViews.members(club.head(), after, 2);
            members.forEach(member -> all.add(member.user()));
            after = Optional.of(members.getLast().user());
        }
        assertEquals(GroupRulesTest.sorted(ALICE, BOB, DAVE), all);
        assertEquals(List.of(), GroupViews.members(club.head(), after, 2));
    }

    @Test
    void commitIsForTheMembersAndForWhomItUnmadeOne() {
        var club = Club.of(BOB, CAROL);
        club.leave(BOB);
        club.settle();
        assertEquals(Set.of(ALICE.user(), BOB.user(), CAROL.user()), lastAudience(club));
        club.say(ALICE, "without Bob");
        club.settle();
        assertEquals(Set.of(ALICE.user(), CAROL.user()), lastAudience(club));
    }

    @Test
    void commitToALargeGroupIsForThoseWhomItIsAbout() {
        var club = Club.of(new World(new LogLimits(3)), History.JOINED, BOB, CAROL, DAVE);
        club.say(ALICE, "hello all");
        club.settle();
        assertEquals(Set.of(), lastAudience(club));
        club.remove(ALICE, CAROL);
        club.settle();
        assertEquals(Set.of(CAROL.user()), lastAudience(club));
    }

    private static Set<UserId> lastAudience(Club club) {
        return Audience.of(club.world.commits.getLast());
    }
}
