package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Town.Person;
import dev.godwit.server.log.LogLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who gets to know what of a group, and that those who are not in it any more learn nothing.
class GroupDeliveryTest {
    private final Town town = new Town();
    private final Person alice = town.person();
    private final Person bob = town.person();
    private final Person carol = town.person();

    @Test
    void groupInCatchUpIsWhatItIsAtTheHeadForThisViewer() {
        var group = alice.begins(History.JOINED, bob, carol);
        bob.comes(Optional.empty());
        var change = bob.changeOf(group).orElseThrow();
        var view = change.group().orElseThrow();
        assertEquals(3, change.head());
        assertEquals(3, view.seq());
        assertEquals("Birds", view.title());
        assertEquals(Optional.of(Role.MEMBER), view.role());
        assertEquals(
                Stream.of(alice, bob, carol).map(Person::user).sorted().toList(),
                view.members().stream().map(GroupView.Member::user).toList());
        assertEquals(List.of(), change.members(), "those of 1:1s stand elsewhere");
        assertEquals(List.of(2L, 3L), bob.itemsOf(group));
    }

    @Test
    void newcomerIsTakenInByAPushAndSeesTheGroupAtTheNextCheck() {
        var group = alice.begins(History.JOINED, bob);
        alice.post(group, "before");
        carol.comes(Optional.empty());
        String mark = carol.mark();
        alice.adds(group, carol);
        alice.post(group, "after");
        town.settle();
        assertEquals(List.of(4L, 5L), carol.pushed(group));
        carol.checks(mark);
        assertEquals(
                3,
                carol.changeOf(group)
                        .flatMap(ServerFrame.Change::group)
                        .orElseThrow()
                        .count());
        assertEquals(digestOf(group, 5), carol.current().digest());
    }

    @Test
    void newcomerWithTheWholeHistoryIsStillPushedOnlyWhatIsNew() {
        var group = alice.begins(History.ALL, bob);
        alice.post(group, "before");
        town.settle();
        carol.comes(Optional.empty());
        alice.adds(group, carol);
        town.settle();
        assertEquals(List.of(4L), carol.pushed(group));
        carol.checks(carol.mark());
        town.delivery.sync(carol, new ClientFrame.Sync(1, group, ClientFrame.Direction.AFTER, 0, 10));
        town.settle();
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                carol.told(ServerFrame.Page.class).getFirst().items().stream()
                        .map(item -> item.first())
                        .toList());
    }

    @Test
    void removedMemberIsToldOfTheRemovalAndOfNothingAfterIt() {
        var group = alice.begins(History.JOINED, bob, carol);
        Stream.of(alice, bob, carol).forEach(person -> person.comes(Optional.empty()));
        // Decided in one go, so that one commit holds what bob may see and what he may not.
        alice.post(group, "for all");
        alice.removes(group, bob);
        alice.post(group, "without bob");
        town.settle();
        alice.post(group, "much later");
        carol.reads(group, 7);
        alice.change(group, new GroupChange.SetTitle("Fish"));
        town.settle();
        assertEquals(List.of(4L, 5L), bob.pushed(group));
        assertEquals(List.of(4L, 5L, 6L, 7L), carol.pushed(group).subList(0, 4));
        assertEquals(List.of(), bob.told(ServerFrame.Receipt.class));
    }

    @Test
    void formerMemberSeesInCatchUpOnlyWhereTheirStayEnded() {
        var group = alice.begins(History.JOINED, bob, carol);
        Stream.of(alice, bob, carol).forEach(person -> person.comes(Optional.empty()));
        carol.reads(group, 3);
        bob.reads(group, 3);
        alice.removes(group, bob);
        alice.post(group, "without bob");
        carol.reads(group, 5);
        town.settle();
        bob.comes(Optional.empty());
        var change = bob.changeOf(group).orElseThrow();
        assertEquals(4, change.head());
        assertEquals(Optional.of(GroupView.former(4)), change.group());
        assertEquals(List.of(), change.members());
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(3, 3))),
                change.cursors(),
                "how far bob himself has read, for his other devices");
        assertEquals(List.of(2L, 3L, 4L), bob.itemsOf(group));
        assertEquals(digestOf(group, 4), bob.current().digest());
    }

    @Test
    void laterActivityNeverListsTheGroupForAFormerMember() {
        var group = alice.begins(History.JOINED, bob, carol);
        bob.comes(Optional.empty());
        alice.removes(group, bob);
        town.settle();
        town.pass(60_000);
        bob.checks(bob.mark());
        assertEquals(Optional.of(4L), bob.changeOf(group).map(ServerFrame.Change::head));
        String mark = bob.mark();
        alice.post(group, "without bob");
        town.settle();
        carol.reads(group, 5);
        town.settle();
        bob.checks(mark);
        assertEquals(List.of(), bob.changes());
        assertEquals(digestOf(group, 4), bob.current().digest());
    }

    @Test
    void laterActivityNeverListsTheGroupForAFormerMemberAfterARestart() {
        var group = alice.begins(History.JOINED, bob, carol);
        alice.removes(group, bob);
        town.settle();
        town.pass(60_000);
        bob.comes(Optional.empty());
        String mark = bob.mark();
        carol.comes(Optional.empty());
        alice.post(group, "without bob");
        carol.reads(group, 5);
        town.settle();
        town.restart(town.store.reopen());
        bob.comes(Optional.of(mark));
        assertEquals(List.of(), bob.changes());
        assertEquals(digestOf(group, 4), bob.current().digest());
    }

    @Test
    void removalReachesADeviceThatMissedItAlsoAfterARestart() {
        var group = alice.begins(History.JOINED, bob, carol);
        town.pass(60_000);
        bob.comes(Optional.empty());
        String mark = bob.mark();
        town.delivery.detach(bob);
        town.pass(60_000);
        alice.removes(group, bob);
        alice.post(group, "without bob");
        town.settle();
        town.restart(town.store.reopen());
        town.pass(60_000);
        bob.comes(Optional.of(mark));
        assertEquals(4, bob.changeOf(group).orElseThrow().head());
        assertEquals(List.of(4L), bob.itemsOf(group));
        assertEquals(digestOf(group, 4), bob.current().digest());
        bob.checks(bob.mark());
        assertEquals(List.of(), bob.changes(), "once is enough");
    }

    @Test
    void whoWasAddedAgainHearsAgain() {
        var group = alice.begins(History.JOINED, bob, carol);
        bob.comes(Optional.empty());
        alice.removes(group, bob);
        alice.post(group, "without bob");
        alice.adds(group, bob);
        alice.post(group, "with bob");
        town.settle();
        assertEquals(List.of(4L, 6L, 7L), bob.pushed(group));
        bob.checks("epoch.0.0");
        assertEquals(7, bob.changeOf(group).orElseThrow().head());
        assertEquals(digestOf(group, 7), bob.current().digest());
    }

    @Test
    void addedAndRemovedInOneCommitIsToldOfBoth() {
        var group = alice.begins(History.JOINED, bob);
        carol.comes(Optional.empty());
        alice.adds(group, carol);
        alice.removes(group, carol);
        alice.post(group, "without carol");
        town.settle();
        assertEquals(List.of(3L, 4L), carol.pushed(group));
    }

    @Test
    void receiptOfEachMemberReachesEachMember() {
        var group = alice.begins(History.JOINED, bob, carol);
        var tablet = bob.otherDevice();
        Stream.of(alice, bob, carol, tablet).forEach(person -> person.comes(Optional.empty()));
        bob.reads(group, 3);
        town.settle();
        var receipt = new ServerFrame.Receipt(group, bob.user(), new Cursor(3, 3));
        for (Person other : List.of(alice, carol, tablet)) {
            assertEquals(List.of(receipt), other.told(ServerFrame.Receipt.class));
        }
        assertEquals(List.of(), bob.told(ServerFrame.Receipt.class));
    }

    @Test
    void cursorOfAFormerMemberIsCutToTheirStayAndToldToTheirOwnDevicesOnly() {
        var group = alice.begins(History.JOINED, bob, carol);
        var tablet = bob.otherDevice();
        Stream.of(alice, bob, carol, tablet).forEach(person -> person.comes(Optional.empty()));
        bob.reads(group, 2);
        town.settle();
        alice.removes(group, bob);
        alice.post(group, "without bob");
        town.settle();
        Stream.of(alice, carol, tablet).forEach(person -> person.told.clear());
        bob.reads(group, 99);
        town.settle();
        assertEquals(
                List.of(new ServerFrame.Receipt(group, bob.user(), new Cursor(4, 4))),
                tablet.told(ServerFrame.Receipt.class));
        assertEquals(List.of(), alice.told(ServerFrame.Receipt.class));
        assertEquals(List.of(), carol.told(ServerFrame.Receipt.class));
        alice.comes(Optional.empty());
        assertFalse(
                alice.changeOf(group).orElseThrow().cursors().stream()
                        .anyMatch(cursor -> cursor.user().equals(bob.user())),
                "cursors of who is not in it any more are sent to nobody");
    }

    /// The head that a receipt is judged by and the removal race: whichever is first, nothing follows the
    /// removal.
    @Test
    void receiptThatOvertakesARemovalIsNotToldToTheRemovedOne() {
        var group = alice.begins(History.JOINED, bob, carol);
        Stream.of(alice, bob, carol).forEach(person -> person.comes(Optional.empty()));
        for (int steps = 0; steps < 12; steps++) {
            bob.told.clear();
            carol.reads(group, 3 + 3L * steps);
            for (int i = 0; i < steps; i++) {
                Town.step(town.owner);
                Town.step(town.shard);
            }
            alice.removes(group, bob);
            alice.post(group, "without bob");
            town.commit();
            town.settle();
            var told = bob.told.stream()
                    .dropWhile(frame -> !(frame instanceof ServerFrame.Pushed))
                    .toList();
            assertEquals(1, told.size(), "the removal and nothing after it: " + told);
            alice.adds(group, bob);
            town.settle();
        }
    }

    @Test
    void membersComeInPagesInTheOrderOfTheirIds() {
        var group = alice.begins(History.JOINED, bob, carol);
        var users = Stream.of(alice, bob, carol).map(Person::user).sorted().toList();
        town.delivery.members(bob, new ClientFrame.Members(1, group, Optional.empty(), 2));
        town.delivery.members(bob, new ClientFrame.Members(2, group, Optional.of(users.get(1)), 2));
        town.delivery.members(bob, new ClientFrame.Members(3, group, Optional.of(users.get(2)), 2));
        town.settle();
        var pages = bob.told(ServerFrame.Members.class);
        assertEquals(users.subList(0, 2), usersOf(pages.get(0)));
        assertTrue(pages.get(0).more());
        assertEquals(users.subList(2, 3), usersOf(pages.get(1)));
        assertFalse(pages.get(1).more());
        assertEquals(List.of(), usersOf(pages.get(2)));
        assertEquals(3, pages.get(2).count());
        alice.removes(group, carol);
        alice.change(group, new GroupChange.SetRole(bob.user(), Role.ADMIN));
        town.settle();
        town.delivery.members(bob, new ClientFrame.Members(4, group, Optional.empty(), 200));
        town.settle();
        var after = bob.told(ServerFrame.Members.class).getLast();
        assertEquals(2, after.count());
        assertTrue(after.members().contains(new GroupView.Member(bob.user(), Role.ADMIN)));
    }

    @Test
    void membersAreForMembersAndOtherwiseThereIsNoSuchConversation() {
        var group = alice.begins(History.JOINED, bob);
        alice.removes(group, bob);
        bob.send(carol, "hello");
        town.settle();
        var unknown = ConversationId.group(carol.user(), "never");
        for (ConversationId asked : List.of(group, unknown, bob.with(carol))) {
            town.delivery.members(bob, new ClientFrame.Members(7, asked, Optional.empty(), 10));
        }
        town.delivery.members(carol, new ClientFrame.Members(7, group, Optional.empty(), 10));
        town.settle();
        var refusals = Stream.concat(
                        bob.told(ServerFrame.Failure.class).stream(), carol.told(ServerFrame.Failure.class).stream())
                .distinct()
                .toList();
        assertEquals(1, refusals.size(), "all of them look the same");
        assertEquals(Code.NO_CONVERSATION, refusals.getFirst().code());
        assertEquals(3, bob.told(ServerFrame.Failure.class).size());
    }

    @Test
    void welcomeSaysWhatThisServerUnderstandsAndWhetherStrangersMayCome() {
        alice.comes(Optional.empty());
        var welcome = alice.told(ServerFrame.Welcome.class).getFirst();
        assertEquals(List.of("groups", "presence"), welcome.features());
        assertFalse(welcome.strangers());
        var open = Town.openToStrangers().person();
        open.comes(Optional.empty());
        assertTrue(open.told(ServerFrame.Welcome.class).getFirst().strangers());
    }

    @Test
    void manyGroupsAreListedInFramesOfBoundedSize() {
        var members = Stream.generate(town::person).limit(150).toArray(Person[]::new);
        for (int i = 0; i < 40; i++) {
            var group = alice.begins(History.JOINED);
            alice.adds(group, Arrays.copyOf(members, 100));
            alice.adds(group, Arrays.copyOfRange(members, 100, 150));
            town.settle();
        }
        alice.checks("");
        assertEquals(40, alice.changes().size());
        int largest = alice.told(ServerFrame.Changes.class).stream()
                .mapToInt(frame -> ServerFrameCodec.write(frame).length)
                .max()
                .orElseThrow();
        assertTrue(largest < Limits.MAX_FRAME / 2, "bytes of the largest frame: " + largest);
    }

    @Test
    void largestGroupThatIsNotLargeFitsIntoOneFrame() {
        long far = Limits.MAX_NUMBER;
        var members = new ArrayList<GroupView.Member>();
        var cursors = new ArrayList<ServerFrame.MemberCursor>();
        for (int i = 1; i < LogLimits.MAX_LARGE_FROM; i++) {
            var user = UserId.random(Town.RANDOM);
            members.add(new GroupView.Member(user, Role.MEMBER));
            cursors.add(new ServerFrame.MemberCursor(user, new Cursor(1_000_000_000, 1_000_000_000)));
        }
        var view = new GroupView(
                far,
                "x".repeat(Limits.MAX_TITLE_LENGTH),
                far,
                History.JOINED,
                false,
                members.size(),
                Optional.of(Role.MEMBER),
                members,
                List.of());
        var group = ConversationId.group(alice.user(), "full");
        var change = new ServerFrame.Change(group, List.of(), Optional.of(view), far, cursors, List.of());
        int bytes = ServerFrameCodec.write(new ServerFrame.Changes(List.of(change))).length;
        assertTrue(bytes + Limits.PAGE_BYTES < Limits.MAX_FRAME, bytes + " bytes and a page of entries");
    }

    private static List<UserId> usersOf(ServerFrame.Members page) {
        return page.members().stream().map(GroupView.Member::user).toList();
    }

    private static String digestOf(ConversationId conversation, long seq) {
        return StateDigest.EMPTY.with(conversation, seq).toString();
    }
}
