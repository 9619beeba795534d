package dev.godwit.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargeGroupsTest {
    private static final ConversationId GROUP = ConversationId.group(Bench.BOB, "n");

    private static Bench bench() {
        var cursor = new Cursor(10, 10);
        return new Bench(
                new Snapshot.Conversation(GROUP, List.of(), 10, RangeSet.parse("1-10"), 1, cursor, cursor, true));
    }

    private static List<UserId> users(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(seed -> UserId.random(new Random(seed)))
                .sorted()
                .toList();
    }

    private static List<GroupView.Member> members(List<UserId> users) {
        return users.stream()
                .map(user -> new GroupView.Member(user, Role.MEMBER))
                .toList();
    }

    private static void named(Bench bench, List<UserId> users) {
        bench.on(new Event.Described(
                bench.now,
                users,
                users.stream().map(user -> new Person(user, "somebody")).toList()));
    }

    @Test
    void whatIsNotOnTheScreenIsFetchedAfterARandomWhile() {
        Set<Long> delays = new HashSet<>();
        for (int device = 0; device < 20; device++) {
            var bench = bench().onlineWithFeatures();
            // Engines share the bench's seed: let them differ in what they drew before.
            for (int drawn = 0; drawn < device; drawn++) {
                bench.got(new ServerFrame.Behind()).current();
            }
            bench.got(new ServerFrame.Changed(GROUP, 12));
            assertEquals(List.of(), bench.frames(ClientFrame.Sync.class));
            assertTrue(bench.engine.status().caughtUp());
            assertFalse(bench.engine.status().settled());
            long delay = bench.wakeAt.orElseThrow() - bench.now;
            delays.add(delay);
            assertTrue(delay >= 5_000 && delay <= 30_000, "after " + delay);
            bench.after(delay).tick();
            assertEquals(13, bench.frames(ClientFrame.Sync.class).getFirst().seq());
        }
        assertTrue(delays.size() > 15, "all at the same time: " + delays);
    }

    @Test
    void whatIsOnTheScreenIsFetchedAtOnce() {
        var bench = bench().onlineWithFeatures();
        bench.on(new Event.WatchWanted(bench.now, List.of(GROUP), List.of()));
        bench.got(new ServerFrame.Changed(GROUP, 12));
        assertEquals(1, bench.frames(ClientFrame.Sync.class).size());
    }

    @Test
    void whatWasAnnouncedIsFetchedWhenItComesOnTheScreen() {
        var bench = bench().onlineWithFeatures();
        bench.got(new ServerFrame.Changed(GROUP, 12));
        bench.on(new Event.WatchWanted(bench.now, List.of(GROUP), List.of()));
        assertEquals(1, bench.frames(ClientFrame.Sync.class).size());
    }

    @Test
    void whoeverIsAboutToEndDoesNotWait() {
        var bench = bench().onlineWithFeatures();
        bench.got(new ServerFrame.Changed(GROUP, 12));
        bench.on(new Event.Finish(bench.now));
        assertEquals(1, bench.frames(ClientFrame.Sync.class).size());
    }

    @Test
    void laterAnnouncementsDoNotPutItOffAndCostNoWrite() {
        var bench = bench().onlineWithFeatures();
        bench.got(new ServerFrame.Changed(GROUP, 12));
        long due = bench.wakeAt.orElseThrow();
        for (int second = 1; second < 5; second++) {
            bench.after(1_000).got(new ServerFrame.Changed(GROUP, 12 + second));
            assertEquals(List.of(), bench.ops);
        }
        bench.after(due - bench.now).tick();
        assertEquals(17, bench.frames(ClientFrame.Sync.class).getFirst().seq());
    }

    @Test
    void unknownGroupThatHasMoreIsAskedFor() {
        var bench = new Bench().onlineWithFeatures();
        bench.got(new ServerFrame.Changed(GROUP, 12));
        assertEquals(1, bench.frames(ClientFrame.Check.class).size());
    }

    @Test
    void onlyWhatWasReadIsReported() {
        var bench = bench().onlineWithFeatures();
        bench.got(new ServerFrame.Pushed(GROUP, Bench.entry(11, Bench.CAROL, "c11")));
        bench.after(Receipts.COALESCE_MILLIS).tick();
        assertEquals(List.of(), bench.frames(ClientFrame.Receipts.class));
        bench.on(new Event.Changed(bench.now, new LocalChanges(List.of(), Set.of(), Map.of(GROUP, 11L), false)));
        bench.after(Receipts.COALESCE_MILLIS).tick();
        assertEquals(
                List.of(new ClientFrame.OwnCursor(GROUP, new Cursor(11, 11))),
                bench.frames(ClientFrame.Receipts.class).getFirst().cursors());
    }

    @Test
    void countsAreStoredAndShownWhileItIsOnTheScreen() {
        var readers = List.of(new ServerFrame.Readers(10, 7));
        var bench = bench().onlineWithFeatures();
        bench.on(new Event.WatchWanted(bench.now, List.of(GROUP), List.of()));
        bench.got(new ServerFrame.Counts(GROUP, 1_000, 400, readers));
        assertEquals(List.of(new StoreOp.SetReaders(GROUP, readers)), bench.ops(StoreOp.SetReaders.class));
        assertEquals(
                Map.of(GROUP, new Surroundings.Counts(1_000, 400)),
                bench.told().orElseThrow().counts());
        bench.on(new Event.WatchWanted(bench.now, List.of(), List.of()));
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
    }

    @Test
    void membersComePageByPageTheirNamesBeforeTheNextAndGoOnAfterACut() {
        List<UserId> first = users(100, 300);
        List<UserId> second = users(300, 350);
        var bench = bench().onlineWithFeatures();
        bench.on(new Event.WantMembers(bench.now, GROUP));
        var asked = bench.frames(ClientFrame.Members.class).getFirst();
        assertEquals(new ClientFrame.Members(asked.rid(), GROUP, Optional.empty(), Limits.MAX_PAGE), asked);
        bench.got(new ServerFrame.Members(asked.rid(), GROUP, members(first), 250, true));
        assertEquals(List.of(new StoreOp.PutMembers(GROUP, members(first), 250)), bench.ops(StoreOp.PutMembers.class));
        assertEquals(List.of(), bench.frames(ClientFrame.Members.class), "names first");
        named(bench, first.subList(0, 100));
        named(bench, first.subList(100, 200));
        var next = bench.frames(ClientFrame.Members.class).getFirst();
        assertEquals(Optional.of(first.getLast()), next.after());
        bench.on(new Event.Closed(bench.now, false, "cut"));
        bench.on(new Event.TryNow(bench.now)).open().welcomeWithFeatures();
        var again = bench.frames(ClientFrame.Members.class).getFirst();
        assertEquals(Optional.of(first.getLast()), again.after());
        bench.got(new ServerFrame.Members(again.rid(), GROUP, members(second), 250, false));
        named(bench, second);
        assertEquals(List.of(), bench.frames(ClientFrame.Members.class));
    }

    @Test
    void serverThatKnowsNoGroupsIsNotAskedForMembers() {
        var bench = bench().online();
        bench.on(new Event.WantMembers(bench.now, GROUP));
        assertEquals(List.of(), bench.frames(ClientFrame.Members.class));
    }
}
