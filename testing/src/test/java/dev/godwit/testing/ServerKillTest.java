package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LoadSender;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import dev.godwit.testing.power.PowerCut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 of the server, and power cuts, at random moments, while several devices write as fast as it answers.
///
/// `-Dgodwit.kills=100` or `-Dgodwit.power.cuts=100` makes it a long run, `-Dgodwit.seed=N` repeats one.
class ServerKillTest {
    private static final int KILLS = Integer.getInteger("godwit.kills", 10);
    private static final int POWER_CUTS = Integer.getInteger("godwit.power.cuts", 4);
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    @Timeout(3_600)
    void everyAckedMessageIsThereAfterEveryKillAtItsSeqOnceAndInOrder() {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            survives(server, "kill -9", KILLS, () -> {
                server.kill();
                return server::startAgain;
            });
        }
    }

    /// What was not flushed is gone with the power, not only with the process.
    @Test
    @Timeout(3_600)
    void everyAckedMessageIsThereAfterEveryPowerCutAtItsSeqOnceAndInOrder() throws IOException, InterruptedException {
        var disk = new PowerCut(directory);
        try (var server = ServerProcess.start(on(disk))) {
            survives(server, "power cut", POWER_CUTS, () -> {
                disk.cut(server.process());
                return () -> server.startAgain(on(disk));
            });
        }
    }

    private static ServerProcess.Options on(PowerCut disk) {
        try {
            return ServerProcess.Options.in(disk.current()).environment(disk.environment());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param disaster ends the server; what it returns starts it again
    private static void survives(ServerProcess server, String name, int times, Supplier<Runnable> disaster) {
        var random = new Random(SEED);
        List<Person> people = People.register(server, "alice", "bob", "carol");
        Person alice = people.get(0);
        Person bob = people.get(1);
        Person carol = people.get(2);
        Person alicesPhone = People.signIn(server, alice);
        var senders = new ArrayList<LoadSender>();
        try {
            senders.add(load(server, alice, bob, "alice", random));
            senders.add(load(server, bob, alice, "bob", random));
            senders.add(load(server, alicesPhone, bob, "phone", random));
            senders.add(load(server, carol, alice, "carol", random));
            for (int time = 1; time <= times; time++) {
                int before = ackedCount(senders);
                Await.until("messages are acked again", () -> ackedCount(senders) > before + 20);
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(1_500).toNanos()));
                Runnable again = disaster.get();
                var acked = snapshot(senders);
                again.run();
                check(server, alice, acked);
            }
            senders.forEach(LoadSender::finish);
            Await.until("everything begun is acked", () -> senders.stream().allMatch(LoadSender::isDone));
        } finally {
            senders.forEach(LoadSender::close);
        }
        var acked = snapshot(senders);
        check(server, alice, acked);
        assertSameForAll(server, alice.with(bob), alice, bob, alicesPhone);
        assertSameForAll(server, alice.with(carol), alice, carol);
        assertEquals(
                senders.stream().mapToInt(LoadSender::written).sum(),
                logOf(server, alice, alice.with(bob)).size()
                        + logOf(server, alice, alice.with(carol)).size()
                        - 2,
                "all that was written, and the two `create` entries");
        System.out.printf(
                "server %s: %d times (seed %d), %d acked messages checked, none missing, doubled or out of"
                        + " order; %d repeats of acked messages got the original answer; %d refusals on the way%n",
                name,
                times,
                SEED,
                ackedCount(senders),
                senders.stream().mapToInt(LoadSender::repeatsAnswered).sum(),
                senders.stream().mapToInt(LoadSender::refusals).sum());
        assertTrue(senders.stream().mapToInt(LoadSender::repeatsAnswered).sum() > 0, "repeats were tried");
    }

    static LoadSender load(ServerProcess server, Person from, Person to, String prefix, Random random) {
        return new LoadSender(server::port, from, to, prefix, 16, Integer.MAX_VALUE - 1, random.nextLong());
    }

    static int ackedCount(List<LoadSender> senders) {
        return senders.stream().mapToInt(LoadSender::ackedCount).sum();
    }

    static Map<LoadSender, Map<ClientMessageId, ServerFrame.Sent>> snapshot(List<LoadSender> senders) {
        return senders.stream().collect(Collectors.toMap(sender -> sender, LoadSender::acked));
    }

    static void check(
            ServerProcess server, Person reader, Map<LoadSender, Map<ClientMessageId, ServerFrame.Sent>> acked) {
        acked.keySet().forEach(sender -> assertEquals(List.of(), sender.faults()));
        acked.keySet().stream().map(LoadSender::conversation).distinct().forEach(conversation -> {
            var ofIt = acked.entrySet().stream()
                    .filter(each -> each.getKey().conversation().equals(conversation))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            LogCheck.holds(logOf(server, reader, conversation), ofIt);
        });
    }

    private static List<Entry> logOf(ServerProcess server, Person reader, ConversationId conversation) {
        try (var wire = Wire.open(server.port(), reader.token())) {
            return LogCheck.gapless(Chat.items(wire, conversation));
        }
    }

    private static void assertSameForAll(ServerProcess server, ConversationId conversation, Person... readers) {
        List<Entry> first = logOf(server, readers[0], conversation);
        for (Person reader : readers) {
            assertEquals(first, logOf(server, reader, conversation), "the same for everybody");
        }
    }
}
