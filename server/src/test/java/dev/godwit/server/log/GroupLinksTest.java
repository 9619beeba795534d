package dev.godwit.server.log;

import static dev.godwit.server.log.GroupRulesTest.sorted;
import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static dev.godwit.server.log.World.DAVE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.Limits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Ways into a group.
class GroupLinksTest {
    @Test
    void linkTakesItsUserInUntilItIsUsedUp() {
        var club = Club.of();
        club.link(ALICE, 2, 0);
        var bob = club.join(BOB);
        club.settle();
        bob.seq();
        assertEquals(List.of(new GroupLink(Club.CODE, 1, 0)), club.view(ALICE).links());
        club.join(CAROL);
        var third = club.join(DAVE);
        club.settle();
        assertEquals(sorted(ALICE, BOB, CAROL), club.members());
        assertEquals(Code.NO_CONVERSATION, third.code());
        assertEquals(List.of(), club.view(ALICE).links());
    }

    @Test
    void linkWithoutANumberNeverEnds() {
        var club = Club.of();
        club.link(ALICE, 0, 0);
        for (Author author : List.of(BOB, CAROL, DAVE)) {
            club.join(author);
        }
        club.settle();
        assertEquals(4, club.members().size());
    }

    @Test
    void linkIsOverByTheServersClock() {
        var club = Club.of();
        club.link(ALICE, 0, club.world.now + 1_000);
        club.world.now += 1_000;
        var inTime = club.join(BOB);
        club.settle();
        club.world.now += 1;
        var late = club.join(CAROL);
        var revoked = club.change(ALICE, new GroupChange.RevokeLink(Club.CODE));
        club.settle();
        inTime.seq();
        assertEquals(Code.NO_CONVERSATION, late.code());
        assertEquals(Code.NO_CHANGE, revoked.code());
        assertEquals(List.of(), club.view(ALICE).links());
    }

    @Test
    void linkThatIsOverAlreadyIsNotMade() {
        var club = Club.of();
        var told = club.link(ALICE, 0, club.world.now - 1);
        club.settle();
        assertEquals(Code.BAD_CONTENT, told.code());
    }

    @Test
    void whoWasRemovedComesBackByNoLinkButByBeingAdded() {
        var club = Club.of(BOB);
        club.link(ALICE, 0, 0);
        club.remove(ALICE, BOB);
        var byLink = club.join(BOB);
        var added = club.add(ALICE, BOB);
        club.settle();
        assertEquals(Code.NOT_A_MEMBER, byLink.code());
        added.seq();
        club.leave(BOB);
        var afterLeaving = club.join(BOB);
        club.settle();
        afterLeaving.seq();
    }

    @Test
    void whoWasRemovedHearsTheSameForEveryLink() {
        var club = Club.of(BOB);
        club.link(ALICE, 0, 0);
        club.remove(ALICE, BOB);
        var good = club.join(BOB);
        var bad = club.change(BOB, new GroupChange.Join(Club.OTHER_CODE));
        club.settle();
        assertEquals(good.only(), bad.only());
    }

    @Test
    void whoLeftComesBackByALink() {
        var club = Club.of(BOB);
        club.link(ALICE, 0, 0);
        club.leave(BOB);
        var told = club.join(BOB);
        var wrong = club.change(CAROL, new GroupChange.Join(Club.OTHER_CODE));
        club.settle();
        told.seq();
        assertEquals(Code.NO_CONVERSATION, wrong.code());
        assertEquals(sorted(ALICE, BOB), club.members());
    }

    @Test
    void groupHasAtMostSoManyLinksAtATimeNotCountingThoseThatAreOver() {
        var club = Club.of();
        for (int i = 0; i < Limits.MAX_LINKS; i++) {
            club.change(ALICE, new GroupChange.MakeLink(new GroupLink(code(i), 0, club.world.now + 10)));
        }
        var tooMany = club.link(ALICE, 0, 0);
        club.settle();
        assertEquals(Code.NOT_ALLOWED, tooMany.code());
        club.world.now += 11;
        var afterwards = club.link(ALICE, 0, 0);
        club.settle();
        afterwards.seq();
        assertEquals(
                List.of(new GroupLink(Club.CODE, 0, 0)), Group.of(club.head()).allLinks());
    }

    @Test
    void sameLinkIsMadeOnce() {
        var club = Club.of();
        club.link(ALICE, 1, 0);
        var again = club.link(ALICE, 0, 0);
        club.settle();
        assertEquals(Code.NO_CHANGE, again.code());
    }

    @Test
    void joiningIsRepeatableLikeAnyOtherEntry() {
        var club = Club.of();
        club.link(ALICE, 1, 0);
        var join = GroupChangeCodec.write(new GroupChange.Join(Club.CODE));
        var first = club.send(BOB, "join", Optional.empty(), join);
        club.settle();
        club.world.restart(club.world.store.reopen());
        var again = club.send(BOB, "join", Optional.empty(), join);
        club.settle();
        assertEquals(first.only(), again.only());
    }

    private static String code(int number) {
        return Club.CODE.substring(0, 24) + "%02d".formatted(number);
    }
}
