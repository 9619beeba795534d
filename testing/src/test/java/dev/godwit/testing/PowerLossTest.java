package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LoadSender;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.SdkProcess;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.ServerProcess.Options;
import dev.godwit.testing.harness.Wire;
import dev.godwit.testing.power.PowerCut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The power fails: whole programs on a disk that forgets what was not flushed. That the disk forgets, and finds out
/// programs that do not flush, is tested in `power.PowerCutTest`.
class PowerLossTest {
    private static final int CUTS = Integer.getInteger("godwit.cuts", 3);
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    @Timeout(3_600)
    void everyAckedMessageIsThereAfterTheServersPowerFailed() throws IOException, InterruptedException {
        var random = new Random(SEED);
        var disk = new PowerCut(directory);
        try (var server = ServerProcess.start(on(disk))) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            var senders = new ArrayList<LoadSender>();
            try {
                senders.add(ServerKillTest.load(server, alice, bob, "alice", random));
                senders.add(ServerKillTest.load(server, bob, alice, "bob", random));
                for (int cut = 1; cut <= CUTS; cut++) {
                    int before = ServerKillTest.ackedCount(senders);
                    Await.until("messages are acked again", () -> ServerKillTest.ackedCount(senders) > before + 20);
                    LockSupport.parkNanos(
                            random.nextLong(Duration.ofMillis(1_500).toNanos()));
                    disk.cut(server.process());
                    var acked = ServerKillTest.snapshot(senders);
                    server.startAgain(on(disk));
                    ServerKillTest.check(server, alice, acked);
                }
                senders.forEach(LoadSender::finish);
                Await.until("everything begun is acked", () -> senders.stream().allMatch(LoadSender::isDone));
            } finally {
                senders.forEach(LoadSender::close);
            }
            ServerKillTest.check(server, bob, ServerKillTest.snapshot(senders));
            System.out.printf(
                    "server power cut: %d cuts (seed %d), %d acked messages checked, none missing, doubled or out of order%n",
                    CUTS, SEED, ServerKillTest.ackedCount(senders));
        }
    }

    private static Options on(PowerCut disk) throws IOException {
        return Options.in(disk.current().resolve("data")).environment(disk.environment());
    }

    @Test
    @Timeout(3_600)
    void whatWasShownAsPendingIsThereAfterTheClientsPowerFailedAndIsStoredOnce()
            throws IOException, InterruptedException {
        var random = new Random(SEED);
        var disk = new PowerCut(directory);
        var shown = new ArrayList<String>();
        try (var server = ServerProcess.start(directory.resolve("server"))) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            for (int cut = 1; cut <= CUTS; cut++) {
                try (var application = open(disk)) {
                    if (cut == 1) {
                        application.command("signin http://127.0.0.1:" + server.port() + " alice");
                    }
                    ClientKillTest.assertAllThere(application, shown);
                    application.command("start ");
                    application.say("burst bob k" + cut + "- 100000");
                    int enough = 1 + random.nextInt(300);
                    Await.until(
                            () -> "writing goes on" + application.process().output(),
                            Duration.ofSeconds(30),
                            () -> application.reportedPending().size() >= enough);
                    disk.cut(application.process());
                    shown.addAll(application.reportedPending());
                }
            }
            try (var application = open(disk)) {
                ClientKillTest.assertAllThere(application, shown);
                application.command("start ");
                Await.until(
                        "the outbox is empty",
                        Duration.ofSeconds(60),
                        () -> application.command("outbox ").equals("0"));
            }
            try (var wire = Wire.open(server.port(), alice.token())) {
                var texts = Chat.texts(LogCheck.gapless(Chat.items(wire, alice.with(bob))));
                assertEquals(texts.size(), new HashSet<>(texts).size(), "each once");
                assertTrue(
                        texts.containsAll(shown),
                        () -> "missing: "
                                + shown.stream()
                                        .filter(text -> !texts.contains(text))
                                        .toList());
                ClientKillTest.assertInOrder(texts);
                System.out.printf(
                        "client power cut: %d cuts (seed %d), %d messages shown as pending, all stored once and in order%n",
                        CUTS, SEED, shown.size());
            }
        }
    }

    private static SdkProcess open(PowerCut disk) throws IOException {
        return SdkProcess.open(disk.current().resolve("profile"), Duration.ZERO, Map.copyOf(disk.environment()));
    }
}
