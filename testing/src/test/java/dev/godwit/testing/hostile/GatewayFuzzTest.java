package dev.godwit.testing.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.ServerProcess.Options;
import dev.godwit.testing.harness.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands of connections that mean no good, and two people who write to each other meanwhile and must not notice.
///
/// `-Dgodwit.seed` says which attacks there are (in which order they meet is the network's choice),
/// `-Dgodwit.fuzz.seconds` for how long.
class GatewayFuzzTest {
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime());
    private static final int SECONDS = Integer.getInteger("godwit.fuzz.seconds", 20);
    private static final List<Attack> ATTACKS = List.of(Attack.values());
    private static final int AT_ONCE = 16;
    private static final int WARM_UP_SECONDS = 4;
    private static final long MORE_HEAP = 12L << 20;

    @TempDir
    Path directory;

    private final Queue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    private final ConcurrentSkipListMap<Attack, AtomicLong> counts = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong();

    @Test
    void thousandsOfHostileConnectionsDisturbNobodyAndLeaveNothingBehind() {
        System.out.println("gateway fuzz: godwit.seed " + SEED + ", " + SECONDS + " s");
        // So little that whatever is kept for somebody who never reads would end it.
        var options = Options.in(directory.resolve("data"))
                .jvm(
                        "-Xmx160m",
                        "-XX:MaxDirectMemorySize=96m",
                        "-Dio.netty.leakDetection.level=paranoid",
                        "-Dio.netty.leakDetection.targetRecords=20");
        try (var server = ServerProcess.start(options)) {
            List<Person> people = People.register(server, "alice", "bob", "mallory", "mallet", "malvin");
            Person mallory = people.get(2);
            var frames = new HostileFrames(mallory, people.get(3));
            var target = new Attack.Target(
                    server.port(),
                    List.of(
                            mallory.token(),
                            people.get(3).token(),
                            people.get(4).token(),
                            "no token of anybody's"),
                    frames);
            try (var pulse = new Pulse(server.port(), people.get(0), people.get(1), "a")) {
                attack(target, WARM_UP_SECONDS);
                // The first look at its heap makes the JVM open a socket of its own, for those who look.
                Vitals.heap(server);
                long sockets = settled(server);
                var before = Vitals.heap(server);

                attack(target, SECONDS);
                assertTrue(troubles.isEmpty(), this::firstTroubles);
                // A POST may have asked to wait for half a minute.
                Await.until(
                        () -> "open sockets are " + Vitals.sockets(server) + ", were " + sockets + "\n"
                                + Vitals.heap(server).histogram(),
                        Duration.ofSeconds(60),
                        () -> Vitals.sockets(server) <= sockets);
                // A goodbye that was under way when its peer hung up is forgotten after two seconds.
                Await.until(
                        "only those who mean well are connected",
                        Duration.ofSeconds(15),
                        () -> Vitals.heap(server).count("dev.godwit.server.gateway.Connection") == 2);
                var after = Vitals.heap(server);
                assertEquals(0, after.count("dev.godwit.server.gateway.PostSession"), after.histogram());
                assertTrue(
                        after.bytes() - before.bytes() < MORE_HEAP,
                        () -> "heap grew from " + before.bytes() + " to " + after.bytes() + "\n" + after.histogram());
                pulse.end();
                report(pulse, before, after);
                assertDelays(pulse.delays());
                assertEquals(pulse.said(), logOf(server, people.get(0), people.get(1)));
            }
            onlyWhatWasSaidWithoutAFaultIsStored(server, mallory, frames);
            assertEquals(
                    List.of(), Vitals.complaints(server), () -> server.process().output());
        }
    }

    private String firstTroubles() {
        return troubles.size() + ": "
                + troubles.stream()
                        .limit(5)
                        .map(trouble -> trouble + " " + trouble.getCause())
                        .toList();
    }

    private void attack(Attack.Target target, int seconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var done = new CountDownLatch(AT_ONCE);
        for (int i = 0; i < AT_ONCE; i++) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() - end < 0) {
                        one(target, next.getAndIncrement());
                    }
                } finally {
                    done.countDown();
                }
            });
        }
        try {
            assertTrue(done.await(seconds + 60, TimeUnit.SECONDS), "an attack does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private void one(Attack.Target target, long number) {
        var random = new Random(SEED * 1_000_003 + number);
        var attack = ATTACKS.get(random.nextInt(ATTACKS.size()));
        if (attack.takesSeconds() && random.nextInt(30) != 0) {
            attack = Attack.AFTER_HELLO;
        }
        counts.computeIfAbsent(attack, a -> new AtomicLong()).incrementAndGet();
        try {
            attack.tryOn(target, random);
        } catch (RuntimeException | Error e) {
            troubles.add(new AssertionError(attack + ", number " + number + " of godwit.seed " + SEED, e));
        }
    }

    /// Open sockets once everybody hostile is gone; those who were refused are let finish for a moment.
    private static long settled(ServerProcess server) {
        var last = new AtomicLong(Vitals.sockets(server));
        var since = new AtomicLong(System.nanoTime());
        Await.until("sockets settle", Duration.ofSeconds(15), () -> {
            long now = Vitals.sockets(server);
            if (now != last.getAndSet(now)) {
                since.set(System.nanoTime());
            }
            return System.nanoTime() - since.get() > TimeUnit.SECONDS.toNanos(3);
        });
        return last.get();
    }

    private void report(Pulse pulse, Vitals.Heap before, Vitals.Heap after) {
        List<Long> delays = pulse.delays();
        System.out.printf(
                "gateway fuzz: %d connections %s; meanwhile %d messages, p50 %d ms, p99 %d ms, max %d ms; heap %d, then %d KiB%n",
                next.get(),
                new TreeMap<>(counts),
                delays.size(),
                delays.get(delays.size() / 2),
                delays.get(delays.size() * 99 / 100),
                delays.getLast(),
                before.bytes() >> 10,
                after.bytes() >> 10);
    }

    private static void assertDelays(List<Long> delays) {
        assertTrue(delays.get(delays.size() / 2) <= 250, "p50 " + delays.get(delays.size() / 2) + " ms");
        assertTrue(delays.getLast() <= 5_000, "max " + delays.getLast() + " ms");
    }

    private static List<String> logOf(ServerProcess server, Person one, Person other) {
        try (var wire = Wire.open(server.port(), one.token())) {
            return Chat.texts(Chat.log(wire, one.with(other)));
        }
    }

    private static void onlyWhatWasSaidWithoutAFaultIsStored(
            ServerProcess server, Person mallory, HostileFrames frames) {
        int stored = 0;
        try (var wire = Wire.connect(server.port())) {
            wire.hello(mallory.token());
            wire.await(ServerFrame.Current.class);
            var conversations = wire.waiting().stream()
                    .filter(ServerFrame.Changes.class::isInstance)
                    .flatMap(frame -> ((ServerFrame.Changes) frame).conversations().stream())
                    .map(ServerFrame.Change::conversation)
                    .distinct()
                    .toList();
            for (ConversationId conversation : conversations) {
                for (Entry entry : Chat.log(wire, conversation)) {
                    String kind = entry.content().kind();
                    boolean byServer = kind.equals("create") || kind.startsWith("sys.");
                    assertTrue(
                            byServer || frames.isStorable(conversation.value(), entry), () -> "nobody said " + entry);
                    stored += byServer ? 0 : 1;
                }
            }
        }
        System.out.println(
                "gateway fuzz: " + frames.good() + " hostile messages were good ones, " + stored + " are stored");
        assertTrue(frames.good() > 0, "lame attackers");
    }
}
