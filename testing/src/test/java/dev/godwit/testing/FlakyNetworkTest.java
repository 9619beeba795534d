package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.CutProxy;
import dev.godwit.testing.harness.LoadSender;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A network that dies all the time and loses acks, under load. `-Dgodwit.cuts=1000` makes it a long run.
class FlakyNetworkTest {
    private static final int CUTS = Integer.getInteger("godwit.cuts", 40);
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    @Timeout(3_600)
    void everythingIsStoredOnceAndInOrderHoweverOftenTheNetworkDiesAndAcksGetLost() {
        var random = new Random(SEED);
        try (var server = ServerProcess.start(directory.resolve("data"));
                var alices = CutProxy.before(server);
                var bobs = CutProxy.before(server)) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            var senders = new ArrayList<LoadSender>();
            try {
                senders.add(new LoadSender(alices::port, alice, bob, "alice", 32, Integer.MAX_VALUE - 1, SEED));
                senders.add(new LoadSender(bobs::port, bob, alice, "bob", 32, Integer.MAX_VALUE - 1, SEED + 1));
                var losses = new Random(SEED + 2);
                for (CutProxy network : List.of(alices, bobs)) {
                    network.drop(frame -> {
                        synchronized (losses) {
                            return frame.contains("\"t\":\"sent\"") && losses.nextInt(20) == 0;
                        }
                    });
                }
                for (int cut = 0; cut < CUTS; cut++) {
                    LockSupport.parkNanos(random.nextLong(Duration.ofMillis(300).toNanos()));
                    (random.nextBoolean() ? alices : bobs).resetAll();
                }
                senders.forEach(LoadSender::finish);
                alices.dropNothing();
                bobs.dropNothing();
                // What the last losses left unanswered is asked again over new connections.
                alices.resetAll();
                bobs.resetAll();
                Await.until("everything begun is acked", () -> senders.stream().allMatch(LoadSender::isDone));
            } finally {
                senders.forEach(LoadSender::close);
            }
            ServerKillTest.check(server, alice, ServerKillTest.snapshot(senders));
            int written = senders.stream().mapToInt(LoadSender::written).sum();
            assertEquals(written, ServerKillTest.ackedCount(senders));
            System.out.printf(
                    "flaky network: %d cuts and one ack in 20 lost (seed %d), %d messages, each stored once and in order%n",
                    CUTS, SEED, written);
        }
    }
}
