package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrame.Changed;
import dev.godwit.protocol.StateDigest;
import dev.godwit.server.delivery.Town.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Groups in which a post costs nothing per member: who looks gets it, the others hear that there is more.
class LargeGroupDeliveryTest {
    /// Large from five members on, small again at four.
    private final Town town = Town.withLargeGroupsFrom(5);

    private final Person alice = town.person();
    private final Person bob = town.person();
    private final Person carol = town.person();
    private final Person dave = town.person();
    private final Person erin = town.person();
    private final Person frank = town.person();
    private ConversationId group = ConversationId.group(alice.user(), "not yet");

    /// Six members: 1 is `create`, 2 to 6 the others, and 6 is the `sys.scale` between the last two.
    @BeforeEach
    void begin() {
        group = alice.begins(History.JOINED, bob, carol, dave, erin, frank);
        Stream.of(alice, bob, carol).forEach(person -> person.comes(Optional.empty()));
        Stream.of(alice, bob, carol).forEach(person -> person.told.clear());
    }

    private void connectedAgain(Person... people) {
        for (Person person : people) {
            person.comes(Optional.empty());
            person.told.clear();
        }
    }

    @Test
    void postReachesWhoWatchesAndTheOthersHearThatThereIsMore() {
        bob.watch(group);
        town.settle();
        alice.post(group, "hello");
        town.settle();
        assertEquals(List.of(8L), bob.pushed(group));
        assertEquals(List.of(), bob.told(Changed.class));
        assertEquals(List.of(), carol.pushed(group));
        town.pass(1_000);
        assertEquals(List.of(new Changed(group, 8)), carol.told(Changed.class));
    }

    @Test
    void othersHearAtMostOnceASecond() {
        for (int i = 0; i < 30; i++) {
            alice.post(group, "hello " + i);
            town.pass(100);
        }
        town.pass(1_000);
        var heads = carol.told(Changed.class).stream().map(Changed::head).toList();
        assertTrue(heads.size() >= 3 && heads.size() <= 4, "changed in three seconds: " + heads);
        assertEquals(37, heads.getLast(), "and the last one is not lost");
        carol.told.clear();
        town.pass(10_000);
        assertEquals(List.of(), carol.told(Changed.class));
    }

    @Test
    void whoBeginsToWatchIsToldWhatTheOthersAreAboutToHear() {
        alice.post(group, "told at once");
        town.settle();
        alice.post(group, "not told yet");
        town.settle();
        carol.told.clear();
        carol.watch(group);
        town.settle();
        assertEquals(List.of(new Changed(group, 9)), carol.told(Changed.class));
        alice.post(group, "pushed");
        town.settle();
        assertEquals(List.of(10L), carol.pushed(group));
    }

    @Test
    void whoStopsWatchingHearsLikeTheOthers() {
        carol.watch(group);
        town.pass(5_000);
        carol.watch();
        town.settle();
        carol.told.clear();
        alice.post(group, "hello");
        town.pass(1_000);
        assertEquals(List.of(), carol.pushed(group));
        assertEquals(List.of(new Changed(group, 8)), carol.told(Changed.class));
    }

    @Test
    void strangersAndFormerMembersWatchInVain() {
        var eve = town.person();
        eve.comes(Optional.empty());
        eve.watch(group);
        carol.watch(group);
        alice.removes(group, carol);
        town.settle();
        eve.told.clear();
        carol.told.clear();
        alice.post(group, "without carol");
        bob.reads(group, 9);
        town.pass(5_000);
        assertEquals(List.of(), eve.told);
        assertEquals(List.of(), carol.told);
    }

    @Test
    void checkBringsTheGroupWithoutMembersAndWithOnesOwnCursorOnly() {
        bob.reads(group, 7);
        carol.reads(group, 5);
        town.settle();
        bob.checks("epoch.0.0");
        var change = bob.changeOf(group).orElseThrow();
        assertTrue(change.group().orElseThrow().large());
        assertEquals(6, change.group().orElseThrow().count());
        assertEquals(List.of(), change.group().orElseThrow().members());
        assertEquals(List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(7, 7))), change.cursors());
        assertEquals(7, change.head());
    }

    @Test
    void postThatNobodyPushedIsFoundByTheNextCheckAndIsInTheDigest() {
        String mark = markOf(carol);
        alice.post(group, "hello");
        town.settle();
        carol.checks(mark);
        assertEquals(8, carol.changeOf(group).orElseThrow().head());
        assertEquals(digestOf(8), carol.current().digest());
        carol.checks(carol.mark());
        assertEquals(List.of(), carol.changes());
    }

    @Test
    void postThatComesBetweenAnAnswersListAndItsDigestIsToldBeforeTheDigest() {
        alice.post(group, "told at once, so that the next ones are not");
        town.settle();
        for (int steps = 1; steps < 40; steps++) {
            carol.told.clear();
            town.delivery.check(carol, Optional.of("epoch.0.0"));
            for (int i = 0; i < steps; i++) {
                Town.step(town.owner);
                Town.step(town.shard);
            }
            alice.post(group, "in between");
            town.commit();
            town.settle();
            long told = Stream.concat(
                            carol.changes().stream().map(ServerFrame.Change::head),
                            carol.told.stream()
                                    .takeWhile(frame -> !(frame instanceof ServerFrame.Current))
                                    .filter(Changed.class::isInstance)
                                    .map(frame -> ((Changed) frame).head()))
                    .mapToLong(Long::longValue)
                    .max()
                    .orElseThrow();
            assertEquals(digestOf(told), carol.current().digest(), "after " + steps + " steps");
        }
    }

    @Test
    void rosterIsTheSameAfterARestart() {
        alice.post(group, "hello");
        town.settle();
        String mark = markOf(carol);
        alice.post(group, "while carol is away");
        town.settle();
        town.restart(town.store.reopen());
        carol.comes(Optional.of(mark));
        assertEquals(9, carol.changeOf(group).orElseThrow().head());
        assertEquals(digestOf(9), carol.current().digest());
        carol.checks(carol.mark());
        assertEquals(List.of(), carol.changes());
    }

    @Test
    void removedMemberIsToldAtOnceAndNothingAfterIt() {
        dave.comes(Optional.empty());
        String mark = dave.mark();
        alice.post(group, "with dave");
        alice.removes(group, dave);
        alice.post(group, "without dave");
        town.pass(1_000);
        assertEquals(List.of(9L), dave.pushed(group));
        assertTrue(dave.told(Changed.class).stream().allMatch(changed -> changed.head() < 9));
        dave.checks(mark);
        assertEquals(9, dave.changeOf(group).orElseThrow().head());
        assertEquals(
                Optional.of(GroupView.former(9)),
                dave.changeOf(group).orElseThrow().group());
        assertEquals(digestOf(9), dave.current().digest());
        mark = dave.mark();
        alice.post(group, "much later");
        town.pass(60_000);
        dave.checks(mark);
        assertEquals(digestOf(9), dave.current().digest());
        town.restart(town.store.reopen());
        dave.comes(Optional.of(dave.mark()));
        assertEquals(List.of(), dave.changes());
        assertEquals(digestOf(9), dave.current().digest());
    }

    @Test
    void newcomerIsToldAtOnceAndFollowsTheGroupFromThereOn() {
        var grace = town.person();
        grace.comes(Optional.empty());
        alice.adds(group, grace);
        alice.post(group, "welcome");
        town.pass(1_000);
        assertEquals(List.of(8L), grace.pushed(group));
        assertEquals(9, grace.told(Changed.class).getLast().head());
        grace.checks(grace.mark());
        assertEquals(digestOf(9), grace.current().digest());
    }

    @Test
    void whoeverGetsAnotherRoleIsToldAtOnce() {
        alice.change(group, new GroupChange.SetRole(bob.user(), Role.ADMIN));
        town.settle();
        assertEquals(List.of(8L), bob.pushed(group));
        assertEquals(List.of(), carol.pushed(group));
    }

    @Test
    void receiptIsToldToOnesOwnOtherDevicesOnlyAlsoIfTheyWereAway() {
        var tablet = bob.otherDevice();
        connectedAgain(tablet);
        bob.reads(group, 7);
        town.settle();
        var receipt = new ServerFrame.Receipt(group, bob.user(), new Cursor(7, 7));
        assertEquals(List.of(receipt), tablet.told(ServerFrame.Receipt.class));
        assertEquals(List.of(), alice.told(ServerFrame.Receipt.class));
        String mark = markOf(tablet);
        town.delivery.detach(tablet);
        alice.post(group, "one more");
        town.settle();
        bob.reads(group, 8);
        town.settle();
        town.restart(town.store.reopen());
        tablet.comes(Optional.of(mark));
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(8, 8))),
                tablet.changeOf(group).orElseThrow().cursors());
    }

    @Test
    void receiptAloneListsTheGroupForItsReaderAndForNobodyElse() {
        String bobs = markOf(bob);
        String carols = markOf(carol);
        bob.reads(group, 7);
        town.settle();
        carol.checks(carols);
        assertEquals(List.of(), carol.changes());
        bob.checks(bobs);
        assertEquals(1, bob.changes().size());
    }

    /// Up and down over the threshold while everybody is connected, with posts in the same commits.
    @Test
    void crossingTheThresholdLosesNothingForAnybody() {
        var grace = town.person();
        var everybody = List.of(alice, bob, carol, dave, erin, frank);
        everybody.forEach(person -> person.comes(Optional.empty()));
        bob.watch(group);
        town.settle();
        for (int round = 0; round < 3; round++) {
            alice.post(group, "large");
            alice.removes(group, frank);
            alice.post(group, "still large");
            alice.removes(group, erin);
            alice.post(group, "small");
            town.settle();
            alice.post(group, "small, in a commit of its own");
            town.settle();
            alice.adds(group, erin);
            alice.post(group, "large again");
            alice.adds(group, frank, grace);
            alice.removes(group, grace);
            town.settle();
            alice.post(group, "large, in a commit of its own");
            town.pass(1_000);
        }
        long head = headOf(alice);
        assertEquals(List.of(true, false, true, false, true, false, true), scales());
        assertEquals(
                Stream.iterate(8L, seq -> seq + 1).limit(head - 7).toList(),
                bob.pushed(group),
                "who watches misses nothing");
        for (Person person : List.of(carol, dave)) {
            long heard = person.told(Changed.class).getLast().head();
            assertEquals(head, Math.max(person.pushed(group).getLast(), heard));
            assertTrue(
                    person.pushed(group).containsAll(seqsOfScales()), "that it became large or small is told to all");
        }
        for (Person person : List.of(bob, carol, dave, erin, frank)) {
            person.checks(person.mark());
            assertEquals(head, person.changeOf(group).orElseThrow().head());
            assertEquals(digestOf(head), person.current().digest());
        }
        town.restart(town.store.reopen());
        carol.comes(Optional.empty());
        assertEquals(digestOf(head), carol.current().digest());
    }

    @Test
    void receiptsReachAllMembersAgainOnceTheGroupIsSmall() {
        String mark = markOf(carol);
        bob.reads(group, 7);
        town.settle();
        alice.removes(group, erin);
        alice.removes(group, frank);
        town.settle();
        carol.checks(mark);
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(7, 7))),
                carol.changeOf(group).orElseThrow().cursors());
        carol.told.clear();
        bob.reads(group, 10);
        town.settle();
        assertEquals(
                List.of(new ServerFrame.Receipt(group, bob.user(), new Cursor(10, 10))),
                carol.told(ServerFrame.Receipt.class));
    }

    private long headOf(Person person) {
        person.checks("");
        return person.changeOf(group).orElseThrow().head();
    }

    private List<Entry> scaleEntries() {
        return town.store.log().readAfter(group, 0, 1_000, Integer.MAX_VALUE).toCompletableFuture().join().stream()
                .map(Entry.class::cast)
                .filter(entry -> entry.content().kind().equals(Kinds.SYS_SCALE))
                .toList();
    }

    private List<Boolean> scales() {
        return scaleEntries().stream()
                .map(entry -> entry.content().body().data().contains("true"))
                .toList();
    }

    private List<Long> seqsOfScales() {
        return scaleEntries().stream().skip(1).map(Entry::seq).toList();
    }

    private String markOf(Person person) {
        person.checks("epoch.0.0");
        String mark = person.mark();
        person.told.clear();
        return mark;
    }

    private String digestOf(long seq) {
        return StateDigest.EMPTY.with(group, seq).toString();
    }
}
