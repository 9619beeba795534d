package dev.godwit.server.log;

import static dev.godwit.server.log.World.ALICE;
import static dev.godwit.server.log.World.BOB;
import static dev.godwit.server.log.World.CAROL;
import static dev.godwit.server.log.World.DAVE;
import static dev.godwit.server.log.World.EVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Expect;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.World.Told;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who may change what of a group.
class GroupRulesTest {
    @Test
    void whoCreatesAGroupOwnsItAndWritesItsFirstEntry() {
        var club = Club.of();
        assertEquals(List.of(Kinds.GROUP_CREATE), club.kinds());
        assertEquals(Optional.of(Role.OWNER), club.roleOf(ALICE));
        assertEquals("Birds", Group.of(club.head()).title());
        assertEquals(History.JOINED, Group.of(club.head()).history());
    }

    @Test
    void idMadeByAnotherCannotBeTaken() {
        var club = new Club(new World());
        var told = club.change(BOB, new GroupChange.Create("nonce", "Mine now", History.ALL));
        club.settle();
        assertEquals(Code.NO_CONVERSATION, told.code());
        assertEquals(List.of(), club.entries());
    }

    @Test
    void groupBeginsWithNothingButItsCreation() {
        var club = new Club(new World());
        var message = club.say(ALICE, "anybody there");
        var addition = club.add(ALICE, BOB);
        club.settle();
        assertEquals(Code.NO_CONVERSATION, message.code());
        assertEquals(Code.NO_CONVERSATION, addition.code());
        assertEquals(List.of(), club.entries());
    }

    @Test
    void groupIsCreatedOnce() {
        var club = Club.of();
        var again = club.change(ALICE, new GroupChange.Create("nonce", "Again", History.ALL));
        club.settle();
        assertEquals(Code.BAD_CONTENT, again.code());
        assertEquals("Birds", Group.of(club.head()).title());
    }

    @Test
    void groupMadeOfflineArrivesInOneBatchInItsOrder() {
        var club = new Club(new World());
        var create = GroupChangeCodec.write(new GroupChange.Create("nonce", "Birds", History.JOINED));
        var add = GroupChangeCodec.write(new GroupChange.Add(List.of(BOB.user())));
        var first = club.send(ALICE, "1", Optional.empty(), create);
        var second = club.send(ALICE, "2", Optional.of("1"), add);
        var third = club.send(ALICE, "3", Optional.of("2"), Content.message("hello"));
        var answer = club.say(BOB, "hello yourself");
        club.settle();
        assertEquals(List.of(1L, 2L, 3L, 4L), List.of(first.seq(), second.seq(), third.seq(), answer.seq()));
        var retry = club.send(ALICE, "1", Optional.empty(), create);
        club.settle();
        assertEquals(1, retry.seq());
    }

    @Test
    void ownersAndAdminsChangeTheGroupAndMembersDoNot() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        assertRefused(Code.NOT_ALLOWED, club, attempts(club, CAROL));
        var allowed = attempts(club, BOB).toList();
        club.settle();
        allowed.forEach(Told::seq);
    }

    private static Stream<Told> attempts(Club club, Author author) {
        return Stream.of(
                club.add(author, DAVE),
                club.title(author, "Other birds", 0),
                club.change(author, new GroupChange.SetHistory(History.ALL)),
                club.link(author, 0, 0),
                club.change(author, new GroupChange.RevokeLink(Club.CODE)),
                club.remove(author, DAVE));
    }

    private static void assertRefused(Code code, Club club, Stream<Told> attempts) {
        int before = club.entries().size();
        var told = attempts.toList();
        club.settle();
        told.forEach(each -> assertEquals(code, each.code()));
        assertEquals(before, club.entries().size());
    }

    @Test
    void onlyOwnersGiveAndTakeRoles() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB);
        assertRefused(
                Code.NOT_ALLOWED,
                club,
                Stream.of(club.role(BOB, CAROL, Role.ADMIN), club.role(CAROL, CAROL, Role.OWNER)));
        club.role(ALICE, CAROL, Role.OWNER);
        var byTheNewOwner = club.role(CAROL, BOB, Role.MEMBER);
        club.settle();
        byTheNewOwner.seq();
        assertEquals(Optional.of(Role.MEMBER), club.roleOf(BOB));
    }

    @Test
    void lastOwnerCannotStepDown() {
        var club = Club.of(BOB);
        assertRefused(Code.NOT_ALLOWED, club, Stream.of(club.role(ALICE, ALICE, Role.MEMBER)));
        club.role(ALICE, BOB, Role.OWNER);
        var told = club.role(ALICE, ALICE, Role.MEMBER);
        club.settle();
        told.seq();
        assertEquals(Optional.of(Role.MEMBER), club.roleOf(ALICE));
    }

    @Test
    void adminsRemoveAdminsButNoOwners() {
        var club = Club.of(BOB, CAROL).withAdmin(BOB).withAdmin(CAROL);
        var owner = club.remove(BOB, ALICE);
        var admin = club.remove(BOB, CAROL);
        club.settle();
        assertEquals(Code.NOT_ALLOWED, owner.code());
        admin.seq();
        assertEquals(sorted(ALICE, BOB), club.members());
    }

    @Test
    void ownersRemoveOwners() {
        var club = Club.of(BOB).withRole(BOB, Role.OWNER);
        var told = club.remove(BOB, ALICE);
        club.settle();
        told.seq();
        assertEquals(sorted(BOB), club.members());
    }

    @Test
    void whoWantsToRemoveThemselvesIsToldToLeave() {
        var club = Club.of(BOB);
        var told = club.remove(BOB, BOB);
        club.settle();
        assertEquals(Code.NOT_ALLOWED, told.code());
        assertTrue(((Outcome.Refused) told.only()).message().contains("leave"));
    }

    @Test
    void addingNamesWhoDoesNotExistAndAddsNobodyThen() {
        var club = Club.of();
        var told = club.add(ALICE, BOB, EVE);
        club.settle();
        assertEquals(Code.BAD_CONTENT, told.code());
        assertTrue(((Outcome.Refused) told.only()).message().contains(EVE.user().value()));
        assertEquals(sorted(ALICE), club.members());
    }

    @Test
    void addingIgnoresWhoIsInAlready() {
        var club = Club.of(BOB).withAdmin(BOB);
        var mixed = club.add(ALICE, BOB, CAROL, CAROL);
        var nobodyNew = club.add(ALICE, BOB, CAROL);
        club.settle();
        mixed.seq();
        assertEquals(Code.NO_CHANGE, nobodyNew.code());
        assertEquals(Optional.of(Role.ADMIN), club.roleOf(BOB));
        assertEquals(3, club.head().state().count());
    }

    @Test
    void whatWouldChangeNothingIsNotStored() {
        var club = Club.of(BOB, CAROL);
        club.leave(CAROL);
        club.settle();
        assertRefused(
                Code.NO_CHANGE,
                club,
                Stream.of(
                        club.remove(ALICE, CAROL),
                        club.remove(ALICE, DAVE),
                        club.role(ALICE, BOB, Role.MEMBER),
                        club.role(ALICE, CAROL, Role.ADMIN),
                        club.change(ALICE, new GroupChange.SetHistory(History.JOINED)),
                        club.change(ALICE, new GroupChange.RevokeLink(Club.CODE))));
    }

    @Test
    void outsidersGetTheSameAnswerAsWhereThereIsNoGroup() {
        var nowhere = new Club(new World());
        var club = Club.of(CAROL);
        for (Content content : List.of(
                Content.message("let me in"),
                new Content(
                        "reaction",
                        OptionalLong.of(99),
                        List.of(),
                        List.of(),
                        Optional.of(new Expect("x", 3)),
                        Body.text("")),
                GroupChangeCodec.write(new GroupChange.Create("nonce", "Mine", History.ALL)),
                GroupChangeCodec.write(new GroupChange.Join(Club.CODE)),
                GroupChangeCodec.write(new GroupChange.Leave()),
                content(Kinds.GROUP_CREATE, "nonsense"),
                content(Kinds.GROUP_JOIN, "nonsense"),
                content("group.later", "{}"),
                GroupChangeCodec.write(new GroupChange.Create("nonce", "x".repeat(201), History.ALL)))) {
            var unknown = nowhere.send(BOB, content);
            var forbidden = club.send(BOB, content);
            nowhere.settle();
            club.settle();
            assertEquals(unknown.only(), forbidden.only());
        }
        assertEquals(nowhere.cancelled(BOB, "never-sent"), club.cancelled(BOB, "never-sent"));
        assertEquals(List.of(Kinds.GROUP_CREATE, Kinds.GROUP_ADD), club.kinds());
    }

    @Test
    void whoHasLeftOrWasRemovedIsToldSoWhateverTheySend() {
        var club = Club.of(BOB, CAROL);
        club.leave(BOB);
        club.remove(ALICE, CAROL);
        club.settle();
        for (Author author : List.of(BOB, CAROL)) {
            assertRefused(
                    Code.NOT_A_MEMBER,
                    club,
                    Stream.of(
                            club.say(author, "still here"),
                            club.add(author, DAVE),
                            club.leave(author),
                            club.send(author, content("group.later", "{}"))));
        }
    }

    @Test
    void kindsThatTheServerCannotReadAreRefused() {
        var club = Club.of(BOB);
        assertRefused(
                Code.BAD_CONTENT,
                club,
                Stream.of(
                        club.send(ALICE, content("group.later", "{}")),
                        club.send(ALICE, content(Kinds.GROUP_REMOVE, "{\"user\":\"bob\"}")),
                        club.send(ALICE, content(Kinds.GROUP_REMOVE, "bob")),
                        club.send(ALICE, GroupChangeCodec.write(new GroupChange.Inherit(BOB.user()))),
                        club.send(ALICE, GroupChangeCodec.write(new GroupChange.Scale(true))),
                        club.send(ALICE, content(Kinds.SETTING, "{\"name\":\"x\"}")),
                        club.send(ALICE, content(Kinds.ACCEPT, "{}")),
                        club.change(ALICE, new GroupChange.SetTitle("expects nothing"))));
    }

    @Test
    void whatIsTooLongOrTooManyIsCalledTooLarge() {
        var club = Club.of(BOB);
        String title = "x".repeat(Limits.MAX_TITLE_LENGTH);
        var users = Stream.generate(() -> UserId.random(World.RANDOM))
                .limit(Limits.MAX_ADDED + 1)
                .toList();
        assertRefused(
                Code.TOO_LARGE,
                club,
                Stream.of(club.title(ALICE, title + "x", 0), club.change(ALICE, new GroupChange.Add(users))));
        var longest = club.title(ALICE, title, 0);
        var most = club.change(ALICE, new GroupChange.Add(users.subList(1, users.size())));
        club.settle();
        longest.seq();
        most.seq();
        assertEquals(2 + Limits.MAX_ADDED, club.head().state().count());
    }

    @Test
    void membersCannotMakeNewTitlesStale() {
        var club = Club.of(BOB);
        var told = club.send(
                BOB,
                new Content(
                        Kinds.MESSAGE,
                        OptionalLong.empty(),
                        List.of(),
                        List.of(),
                        Optional.of(new Expect(GroupChangeCodec.TITLE_REGISTER, 0)),
                        Body.text("x")));
        var title = club.title(ALICE, "Other birds", 0);
        club.settle();
        assertEquals(Code.BAD_CONTENT, told.code());
        title.seq();
    }

    @Test
    void groupChangesStandInGroupsOnly() {
        var world = new World();
        var told = world.send(ALICE, "m1", GroupChangeCodec.write(new GroupChange.Leave()));
        var later = world.send(ALICE, "m2", content("group.later", "{}"));
        world.settle();
        assertEquals(Code.BAD_CONTENT, told.code());
        assertEquals(Code.BAD_CONTENT, later.code());
        assertEquals(List.of(), world.entries());
    }

    @Test
    void idsOfTheServersOwnEntriesCannotBeTaken() {
        var club = Club.of(BOB);
        var sent = club.send(ALICE, "sys.9", Optional.empty(), Content.message("mine"));
        var burnt = club.cancel(ALICE, "sys.10");
        club.settle();
        assertEquals(Code.BAD_CONTENT, sent.code());
        assertEquals(Code.BAD_CONTENT, burnt.code());
    }

    @Test
    void groupHasNoMoreMembersThanTheLimit() {
        var club = Club.of();
        club.link(ALICE, 0, 0);
        club.settle();
        club.fillTo(Limits.MAX_MEMBERS - 1);
        var oneMore = club.add(ALICE, BOB);
        var twoMore = club.add(ALICE, CAROL);
        var joined = club.join(DAVE);
        club.settle();
        oneMore.seq();
        assertEquals(Code.NOT_ALLOWED, twoMore.code());
        assertEquals(Code.NOT_ALLOWED, joined.code());
        assertEquals(Limits.MAX_MEMBERS, club.head().state().count());
    }

    @Test
    void cancelBurnsWhatOneWantedToCreateJoinOrSay() {
        var club = new Club(new World());
        club.cancelled(ALICE, "create");
        var create = GroupChangeCodec.write(new GroupChange.Create("nonce", "Birds", History.JOINED));
        var late = club.send(ALICE, "create", Optional.empty(), create);
        var other = club.send(ALICE, "second", Optional.empty(), create);
        club.change(ALICE, new GroupChange.MakeLink(new GroupLink(Club.CODE, 0, 0)));
        club.settle();
        assertEquals(Code.CANCELLED, late.code());
        assertEquals(1, other.seq());
        club.cancelled(BOB, "join");
        var join = club.send(BOB, "join", Optional.empty(), GroupChangeCodec.write(new GroupChange.Join(Club.CODE)));
        club.settle();
        assertEquals(Code.CANCELLED, join.code());
        assertEquals(List.of(ALICE.user()), club.members());
    }

    @Test
    void cancelOfWhatIsStoredAnswersWithItsSeqAlsoAfterLeaving() {
        var club = Club.of(BOB);
        club.send(BOB, "m1", Optional.empty(), Content.message("hello"));
        club.leave(BOB);
        var cancelled = club.cancel(BOB, "m1");
        club.settle();
        assertEquals(3, cancelled.seq());
        var later = club.cancel(BOB, "m1");
        club.settle();
        assertEquals(3, later.seq());
    }

    static List<UserId> sorted(Author... authors) {
        return Stream.of(authors).map(Author::user).sorted().toList();
    }

    static Content content(String kind, String data) {
        return new Content(
                kind,
                OptionalLong.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                new Body(kind.equals(Kinds.ACCEPT) ? "text/plain" : GroupChangeCodec.BODY_TYPE, data));
    }
}
