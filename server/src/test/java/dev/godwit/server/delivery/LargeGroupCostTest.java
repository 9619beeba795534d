package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.godwit.server.store.rocks.MeteredStore.Written;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What one post costs in a group of thousands, on both sides of the threshold: counted, not guessed. Each
/// test prints its figures in one line.
class LargeGroupCostTest {
    private static final int DEFAULT_THRESHOLD = 500;
    private static final int NEVER_LARGE = 50_001;
    private static final int WATCHERS = 20;
    private static final int POSTS = 50;
    private static final int POSTS_A_SECOND = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory;

    /// Of so many posts, ten of them a second.
    ///
    /// @param allocated bytes that the delivery thread allocated: its work, in a unit that does not depend
    ///   on the machine
    private record Cost(
            int members,
            int online,
            Written written,
            long entries,
            long changed,
            long counts,
            long bytes,
            long allocated,
            Duration cpu) {
        private String line(String side) {
            return String.format(
                    Locale.ROOT,
                    "large-groups: %s, %,d members, %,d online; per post: %.1f writes, %.1f rows, %,d bytes"
                            + " written; %.1f entry, %.1f changed, %.1f counts frames, %,d bytes sent;"
                            + " delivery thread %,d bytes allocated, %,d us",
                    side,
                    members,
                    online,
                    perPost(written.batches()),
                    perPost(written.rows()),
                    written.bytes() / POSTS,
                    perPost(entries),
                    perPost(changed),
                    perPost(counts),
                    bytes / POSTS,
                    allocated / POSTS,
                    cpu.toNanos() / 1_000 / POSTS);
        }

        private static double perPost(long count) {
            return (double) count / POSTS;
        }
    }

    @Test
    void postInALargeGroupCostsTheSameWithTenTimesTheMembers() {
        var thousand = costOf(1_000, 500, DEFAULT_THRESHOLD);
        var tenThousand = costOf(10_000, 500, DEFAULT_THRESHOLD);
        System.out.println(thousand.line("large, 20 watch"));
        System.out.println(tenThousand.line("large, 20 watch"));
        for (Cost cost : List.of(thousand, tenThousand)) {
            assertEquals(POSTS, cost.written().batches(), "one write a post");
            assertEquals((long) POSTS * WATCHERS, cost.entries(), "an entry for who watches, and for nobody else");
            long seconds = POSTS / POSTS_A_SECOND + 1;
            assertTrue(
                    cost.changed() <= seconds * (cost.online() - WATCHERS),
                    cost.changed() + " frames to the others in " + seconds + " s");
            assertTrue(cost.counts() <= seconds * WATCHERS, cost.counts() + " times numbers");
        }
        assertEquals(thousand.written().rows(), tenThousand.written().rows());
        long more = tenThousand.written().bytes() - thousand.written().bytes();
        assertTrue(Math.abs(more) < POSTS * 8, more + " more bytes were written");
        assertEquals(thousand.changed(), tenThousand.changed());
        assertTrue(
                tenThousand.allocated() < 2 * thousand.allocated(),
                "allocated for ten thousand: " + tenThousand.allocated() + ", for a thousand: " + thousand.allocated());
    }

    @Test
    void halfOfTenThousandConnectedHearOnceASecond() {
        var cost = costOf(10_000, 5_000, DEFAULT_THRESHOLD);
        System.out.println(cost.line("large, 20 watch"));
        long seconds = POSTS / POSTS_A_SECOND + 1;
        assertTrue(cost.changed() <= seconds * (cost.online() - WATCHERS));
        assertEquals((long) POSTS * WATCHERS, cost.entries());
    }

    @Test
    void postInASmallGroupIsOneFrameForEachSessionOfAMember() {
        var justBelow = costOf(DEFAULT_THRESHOLD - 1, 250, DEFAULT_THRESHOLD);
        var thousand = costOf(1_000, 500, NEVER_LARGE);
        var tenThousand = costOf(10_000, 5_000, NEVER_LARGE);
        for (Cost cost : List.of(justBelow, thousand, tenThousand)) {
            System.out.println(cost.line("small"));
            assertEquals((long) POSTS * cost.online(), cost.entries());
            assertEquals(0, cost.changed());
            assertEquals(0, cost.counts());
            assertEquals(POSTS, cost.written().batches(), "one write a post here as well");
        }
        assertEquals(justBelow.written().rows(), tenThousand.written().rows());
    }

    private Cost costOf(int members, int online, int largeFrom) {
        try (var crowd = new Crowd(directory.resolve(members + "-" + online), members, largeFrom)) {
            crowd.gather();
            // Not the owner: the writing device would not be told of its own entries.
            var sessions = crowd.connectAgain(crowd.members.subList(1, online + 1));
            var watchers = sessions.subList(0, WATCHERS);
            if (members >= largeFrom) {
                watchers.forEach(crowd::watch);
            }
            // The first second is another's, and the code is warm then.
            for (int i = 0; i < POSTS; i++) {
                crowd.post("a post before");
            }
            crowd.pass(10_000);
            sessions.forEach(CountingSession::forget);
            var before = crowd.disk.written();
            long deliveryThread = crowd.onDelivery(() -> Thread.currentThread().threadId());
            long allocated = threads.getThreadAllocatedBytes(deliveryThread);
            long cpu = threads.getThreadCpuTime(deliveryThread);
            for (int i = 0; i < POSTS; i++) {
                crowd.post("a post of about the length that people write, and a little more " + i % 10);
                crowd.pass(1_000 / POSTS_A_SECOND);
            }
            crowd.pass(2_000);
            return new Cost(
                    members,
                    online,
                    crowd.disk.written().since(before),
                    pushed(sessions, "entry"),
                    pushed(sessions, "changed"),
                    pushed(sessions, "counts"),
                    sessions.stream().mapToLong(CountingSession::bytes).sum(),
                    threads.getThreadAllocatedBytes(deliveryThread) - allocated,
                    Duration.ofNanos(threads.getThreadCpuTime(deliveryThread) - cpu));
        }
    }

    private static long pushed(List<CountingSession> sessions, String type) {
        return sessions.stream().mapToLong(session -> session.pushed(type)).sum();
    }

    @Test
    void tenThousandAreGatheredAndFoundAgainAfterARestart() {
        try (var crowd = new Crowd(directory, 10_000, DEFAULT_THRESHOLD)) {
            long begun = System.nanoTime();
            crowd.gather();
            var gathering = Duration.ofNanos(System.nanoTime() - begun);
            var written = crowd.disk.written();
            crowd.restart();
            begun = System.nanoTime();
            crowd.post("the first one after the restart");
            var first = Duration.ofNanos(System.nanoTime() - begun);
            begun = System.nanoTime();
            var session = crowd.connectNew(List.of(crowd.members.get(4_711))).getFirst();
            var hello = Duration.ofNanos(System.nanoTime() - begun);
            begun = System.nanoTime();
            crowd.connectAgain(crowd.members.subList(5_000, 10_000));
            var crowdsHello = Duration.ofNanos(System.nanoTime() - begun);
            System.out.printf(
                    Locale.ROOT,
                    "large-groups: 10,000 members taken in one by one in %,d ms: %,d writes, %,d rows, %,d bytes;"
                            + " after a restart: first post %,d ms, first hello of a new device %,d ms and %,d bytes,"
                            + " 5,000 more that come back %,d ms%n",
                    gathering.toMillis(),
                    written.batches(),
                    written.rows(),
                    written.bytes(),
                    first.toMillis(),
                    hello.toMillis(),
                    session.bytes(),
                    crowdsHello.toMillis());
            assertTrue(
                    written.rows() < 10 * 10_000, "each newcomer costs a few rows, however many there are: " + written);
            assertTrue(session.bytes() < 100_000, "a hello does not bring ten thousand members: " + session.bytes());
        }
    }
}
