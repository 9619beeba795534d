package dev.godwit.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private static final ConversationId GROUP = ConversationId.group(Bench.ME, "n");

    private static Snapshot.Conversation known(long head, String covered) {
        var cursor = new Cursor(head, 0);
        return new Snapshot.Conversation(GROUP, List.of(), head, RangeSet.parse(covered), 1, cursor, cursor, false);
    }

    private static GroupView view(long seq, UserId... others) {
        List<GroupView.Member> members = List.of(others).stream()
                .map(user -> new GroupView.Member(user, Role.MEMBER))
                .toList();
        return new GroupView(
                seq, "Crew", 0, History.JOINED, false, members.size() + 1, Optional.of(Role.OWNER), members, List.of());
    }

    private static ServerFrame.Changes changes(GroupView view, long head, Item... items) {
        return new ServerFrame.Changes(
                List.of(new ServerFrame.Change(GROUP, List.of(), Optional.of(view), head, List.of(), List.of(items))));
    }

    private static Entry entry(long seq, UserId from, GroupChange change) {
        return new Entry(
                seq, 1_000 + seq, from, Bench.DEVICE, new ClientMessageId("g" + seq), GroupChangeCodec.write(change));
    }

    private static OutboxRow.Send row(long key, Content content, boolean displaced) {
        return new OutboxRow.Send(
                key, 0, 0, GROUP, Optional.empty(), new ClientMessageId("id" + key), content, false, displaced);
    }

    private static ServerFrame.Refused refused(long key, Code code) {
        return new ServerFrame.Refused(
                GROUP, new ClientMessageId("id" + key), code, "No.", OptionalLong.empty(), OptionalLong.empty());
    }

    @Test
    void viewIsStoredAndNamesOfItsMembersAreAskedFor() {
        var dora = UserId.random(new Random(9));
        var bench = new Bench().online();
        bench.got(changes(view(3, Bench.BOB, dora), 3, Bench.entry(3, Bench.BOB, "b3")));
        assertEquals(List.of(new StoreOp.SetGroup(GROUP, view(3, Bench.BOB, dora))), bench.ops(StoreOp.SetGroup.class));
        assertEquals(
                new Action.Describe(List.of(dora)),
                bench.actions.stream()
                        .filter(Action.Describe.class::isInstance)
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void whoIsSpokenOfInAChangeIsAskedForByName() {
        var dora = UserId.random(new Random(9));
        var bench = new Bench(known(1, "1-1")).online();
        bench.got(new ServerFrame.Pushed(GROUP, entry(2, Bench.BOB, new GroupChange.Add(List.of(dora)))));
        assertEquals(List.of(dora), described(bench));
    }

    @Test
    void whoBecameAContactOnAnotherDeviceIsAskedForByName() {
        var dora = UserId.random(new Random(9));
        var bench = new Bench().online();
        var added = new AccountSetting(AccountSetting.CONTACT + dora, Optional.of("Dodo")).toContent();
        bench.got(new ServerFrame.Pushed(
                ConversationId.account(Bench.ME),
                new Entry(1, 1_001, Bench.ME, Bench.DEVICE, new ClientMessageId("s1"), added)));
        assertEquals(List.of(dora), described(bench));
    }

    private static List<UserId> described(Bench bench) {
        return bench.actions.stream()
                .filter(Action.Describe.class::isInstance)
                .flatMap(action -> ((Action.Describe) action).users().stream())
                .toList();
    }

    @Test
    void namesAreAskedForAHundredAtATime() {
        UserId[] many = IntStream.range(100, 350)
                .mapToObj(seed -> UserId.random(new Random(seed)))
                .toArray(UserId[]::new);
        var bench = new Bench().online();
        bench.got(changes(view(3, many), 3, Bench.entry(3, Bench.BOB, "b3")));
        int asked = 0;
        for (int size : new int[] {100, 100, 50}) {
            List<UserId> next = bench.actions.stream()
                    .filter(Action.Describe.class::isInstance)
                    .map(action -> ((Action.Describe) action).users())
                    .findFirst()
                    .orElseThrow();
            assertEquals(size, next.size());
            asked += next.size();
            bench.on(new Event.Described(bench.now, next, List.of()));
        }
        assertEquals(250, asked);
    }

    @Test
    void pushFromAnUnknownGroupIsStoredAndTheRestIsAskedFor() {
        var bench = new Bench().online();
        bench.got(new ServerFrame.Pushed(GROUP, entry(7, Bench.BOB, new GroupChange.Add(List.of(Bench.ME)))));
        assertEquals(1, bench.ops(StoreOp.PutEntries.class).size());
        assertEquals(List.of(new StoreOp.SetMembers(GROUP, List.of())), bench.ops(StoreOp.SetMembers.class));
        assertEquals(1, bench.frames(ClientFrame.Check.class).size());
        assertEquals(7, bench.frames(ClientFrame.Sync.class).getFirst().seq());
    }

    @Test
    void whatOneMayNotSeeCountsAsHere() {
        var bench = new Bench().online();
        bench.got(new ServerFrame.Pushed(GROUP, entry(7, Bench.BOB, new GroupChange.Add(List.of(Bench.ME)))));
        long rid = bench.frames(ClientFrame.Sync.class).getFirst().rid();
        bench.got(new ServerFrame.Page(rid, GROUP, List.of(new Skip(1, 6, Skip.NOT_A_MEMBER)), 7, false));
        assertEquals("1-7", bench.ops(StoreOp.SetCoverage.class).getLast().covered());
        assertEquals(
                new Cursor(7, 0), bench.ops(StoreOp.SetCursor.class).getLast().cursor());
    }

    @Test
    void whoIsTakenInAgainAsksAgainForWhatWasHidden() {
        var bench = new Bench(known(10, "1-10")).online();
        bench.got(new ServerFrame.Pushed(GROUP, entry(20, Bench.BOB, new GroupChange.Add(List.of(Bench.ME)))));
        assertEquals(List.of(new StoreOp.SetCoverage(GROUP, 20, "20")), bench.ops(StoreOp.SetCoverage.class));
        assertEquals(20, bench.frames(ClientFrame.Sync.class).getFirst().seq());
        assertEquals(1, bench.frames(ClientFrame.Check.class).size(), "title and members may be others");
    }

    /// Seed 118541: nobody told them who else was there, and a message had its two ticks too soon.
    @Test
    void whoIsTakenInAgainAtOnceAsksWhoElseIsThere() {
        var bench = new Bench(known(10, "1-10")).online();
        bench.got(new ServerFrame.Pushed(GROUP, entry(11, Bench.BOB, new GroupChange.Add(List.of(Bench.ME)))));
        assertEquals(1, bench.frames(ClientFrame.Check.class).size());
        bench.got(new ServerFrame.Pushed(GROUP, entry(12, Bench.BOB, new GroupChange.Add(List.of(Bench.CAROL)))));
        assertEquals(0, bench.frames(ClientFrame.Check.class).size());
    }

    /// The answer to an own joining comes before the entry does.
    @Test
    void whoJoinsAgainAsksAgainForWhatWasHidden() {
        var join = row(1, GroupChangeCodec.write(new GroupChange.Join("knmjxak7jmpv3h1ywq8pkxmb7a")), false);
        var bench = new Bench(List.of(join), known(10, "1-10")).online();
        bench.got(new ServerFrame.Sent(GROUP, new ClientMessageId("id1"), 12, 5));
        assertEquals(List.of(new StoreOp.SetCoverage(GROUP, 12, "12")), bench.ops(StoreOp.SetCoverage.class));
        assertEquals(12, bench.frames(ClientFrame.Sync.class).getFirst().seq());
    }

    @Test
    void wholeHistoryInOnePageIsNotAskedForTwice() {
        var bench = new Bench().online();
        bench.got(changes(view(4, Bench.BOB), 4, Bench.entry(4, Bench.BOB, "b4")));
        long rid = bench.frames(ClientFrame.Sync.class).getFirst().rid();
        bench.got(new ServerFrame.Page(
                rid,
                GROUP,
                List.of(entry(3, Bench.BOB, new GroupChange.Add(List.of(Bench.ME))), new Skip(1, 2, "not_a_member")),
                4,
                false));
        assertEquals("1-4", bench.ops(StoreOp.SetCoverage.class).getLast().covered());
        assertEquals(List.of(), bench.frames(ClientFrame.Sync.class));
    }

    @Test
    void refusedCreationLeavesNothingHangingBehindIt() {
        var create = row(1, GroupChangeCodec.write(new GroupChange.Create("n", "Crew", History.JOINED)), false);
        var bench = new Bench(List.of(create, row(2, Content.message("hi"), false))).online();
        bench.got(refused(1, Code.NOT_ALLOWED));
        bench.got(refused(2, Code.AFTER_PENDING));
        bench.changed(List.of(row(2, Content.message("hi"), false)));
        assertEquals(List.of("id2"), bench.sends(), "it no longer names what was refused");
        bench.got(refused(2, Code.NO_CONVERSATION));
        assertEquals(1, bench.ops(StoreOp.Fail.class).size());
    }

    @Test
    void whatARestoredServerHasLostWaitsForWhoeverBringsTheGroupBack() {
        var bench = new Bench(List.of(row(1, Content.message("was there"), true))).online();
        for (int attempt = 1; attempt <= OutboxQueue.PATIENCE; attempt++) {
            bench.got(refused(1, Code.NO_CONVERSATION));
            assertEquals(List.of(), bench.ops(StoreOp.Fail.class));
            assertEquals(attempt, bench.ops(StoreOp.Postpone.class).getFirst().attempts());
            bench.pass(60_000);
            assertEquals(List.of("id1"), bench.sends());
        }
        bench.got(refused(1, Code.NO_CONVERSATION));
        assertEquals(1, bench.ops(StoreOp.Fail.class).size());
    }

    @Test
    void whatIsBehindItHasWaitedAsLongAndFailsWithIt() {
        var bench = new Bench(
                        List.of(row(1, Content.message("was there"), true), row(2, Content.message("this too"), true)))
                .online();
        for (int attempt = 1; attempt <= OutboxQueue.PATIENCE; attempt++) {
            bench.got(refused(1, Code.NO_CONVERSATION));
            bench.got(refused(2, Code.AFTER_PENDING));
            bench.pass(60_000);
        }
        bench.got(refused(1, Code.NO_CONVERSATION));
        bench.changed(List.of(row(2, Content.message("this too"), true)));
        assertEquals(List.of("id2"), bench.sends(), "it is tried once more");
        bench.got(refused(2, Code.NO_CONVERSATION));
        assertEquals(1, bench.ops(StoreOp.Fail.class).size());
    }

    @Test
    void whatWasNeverThereFailsAtOnce() {
        var bench = new Bench(List.of(row(1, Content.message("late"), false))).online();
        bench.got(refused(1, Code.NOT_A_MEMBER));
        assertEquals("not_a_member", bench.ops(StoreOp.Fail.class).getFirst().code());
    }

    @Test
    void lostChangeThatSomebodyElseHasMadeAgainVanishes() {
        var add = GroupChangeCodec.write(new GroupChange.Add(List.of(Bench.BOB)));
        var bench = new Bench(List.of(row(1, add, true))).online();
        bench.got(refused(1, Code.NO_CHANGE));
        assertEquals(List.of(new StoreOp.Withdrawn(1, 0)), bench.ops(StoreOp.Withdrawn.class));
        assertTrue(bench.ops(StoreOp.Fail.class).isEmpty());
    }

    @Test
    void viewThatComesWhileTheLogIsComparedIsWrittenAfterIt() {
        var bench = new Bench(known(4, "1-4")).start().open();
        bench.got(new ServerFrame.Welcome("e2", Bench.ME, Bench.DEVICE, 1_000_000, 64));
        long rid = bench.frames(ClientFrame.Sync.class).getFirst().rid();
        bench.got(changes(view(2, Bench.BOB), 2));
        assertEquals(List.of(), bench.ops(StoreOp.SetGroup.class));
        bench.got(new ServerFrame.Page(
                rid, GROUP, List.of(Bench.entry(2, Bench.BOB, "b2"), Bench.entry(1, Bench.BOB, "b1")), 2, false));
        bench.on(new Event.LocalEntries(bench.now, GROUP, List.of()));
        List<StoreOp> last = bench.ops.stream()
                .filter(op -> op instanceof StoreOp.Verified || op instanceof StoreOp.SetGroup)
                .toList();
        assertEquals(List.of(new StoreOp.Verified(GROUP, 0), new StoreOp.SetGroup(GROUP, view(2, Bench.BOB))), last);
    }

    @Test
    void whatStandsWhereTheUserWasNotInARestoredGroupIsNotWhatTheySawThere() {
        var bench = new Bench(known(4, "1-4")).start().open();
        bench.got(new ServerFrame.Welcome("e2", Bench.ME, Bench.DEVICE, 1_000_000, 64));
        long rid = bench.frames(ClientFrame.Sync.class).getFirst().rid();
        var back = entry(5, Bench.BOB, new GroupChange.Add(List.of(Bench.ME)));
        var hidden = List.<Item>of(
                back, new Skip(3, 4, Skip.NOT_A_MEMBER), new Skip(2, 2, Skip.ERASED), Bench.entry(1, Bench.BOB, "b1"));
        bench.got(new ServerFrame.Page(rid, GROUP, hidden, 5, false));
        List<LocalEntry> local = IntStream.rangeClosed(1, 4)
                .mapToObj(seq -> new LocalEntry(seq, 1_000 + seq, Bench.BOB, new ClientMessageId("b" + seq), 1))
                .toList();
        bench.on(new Event.LocalEntries(bench.now, GROUP, local));
        assertEquals(List.of(new StoreOp.Displace(GROUP, List.of(3L, 4L))), bench.ops(StoreOp.Displace.class));
        assertEquals(List.of(new StoreOp.Verified(GROUP, 1)), bench.ops(StoreOp.Verified.class));
    }

    @Test
    void groupThatARestoredServerSaysNothingOfHasItsUserInItNoMore() {
        var bench = new Bench(known(4, "1-4")).start().open();
        bench.got(new ServerFrame.Welcome("e2", Bench.ME, Bench.DEVICE, 1_000_000, 64));
        long rid = bench.frames(ClientFrame.Sync.class).getFirst().rid();
        bench.got(new ServerFrame.Failure(Code.NO_CONVERSATION, "No.", "No.", OptionalLong.of(rid)));
        bench.on(new Event.LocalEntries(bench.now, GROUP, List.of()));
        assertEquals(
                List.of(new StoreOp.Verified(GROUP, 0), new StoreOp.SetGroup(GROUP, GroupView.former(0))),
                bench.ops.stream()
                        .filter(op -> op instanceof StoreOp.Verified || op instanceof StoreOp.SetGroup)
                        .toList());
    }
}
