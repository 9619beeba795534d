package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.SdkProcess;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import dev.godwit.testing.power.PowerCut;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 of an application, or of its device's power, with the SDK, at random moments while it writes and sends.
///
/// `-Dgodwit.client.kills=100` makes it a long run, `-Dgodwit.seed=N` repeats one.
class ClientKillTest {
    private static final int KILLS = Integer.getInteger("godwit.client.kills", 8);
    private static final int POWER_CUTS = Integer.getInteger("godwit.client.power.cuts", 4);
    private static final long SEED = Long.getLong("godwit.seed", System.nanoTime());

    @TempDir
    Path directory;

    @Test
    @Timeout(3_600)
    void whatWasShownAsPendingIsStillThereAfterEveryKillAndIsStoredOnceAndInOrder() {
        Path profile = directory.resolve("profile");
        survives("kill -9", KILLS, () -> SdkProcess.open(profile), SdkProcess::kill);
    }

    /// The device loses its power: whatever its disk had not been told to flush is gone.
    @Test
    @Timeout(3_600)
    void whatWasShownAsPendingIsStillThereAfterEveryPowerCutAndIsStoredOnceAndInOrder()
            throws IOException, InterruptedException {
        var disk = new PowerCut(directory);
        survives(
                "power cut",
                POWER_CUTS,
                () -> SdkProcess.open(disk.current(), Duration.ZERO, environment(disk)),
                application -> disk.cut(application.process()));
    }

    private static Map<String, String> environment(PowerCut disk) {
        try {
            return disk.environment();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void survives(String name, int times, Supplier<SdkProcess> open, Consumer<SdkProcess> disaster) {
        var random = new Random(SEED);
        var shown = new ArrayList<String>();
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            for (int time = 1; time <= times; time++) {
                try (var application = open.get()) {
                    if (time == 1) {
                        application.command("signin http://127.0.0.1:" + server.port() + " alice");
                    }
                    assertAllThere(application, shown);
                    application.command("start ");
                    application.say("burst bob k" + time + "- 100000");
                    int enough = 1 + random.nextInt(300);
                    Await.until(
                            () -> "writing goes on" + application.process().output(),
                            Duration.ofSeconds(30),
                            () -> application.reportedPending().size() >= enough);
                    disaster.accept(application);
                    shown.addAll(application.reportedPending());
                }
            }
            try (var application = open.get()) {
                assertAllThere(application, shown);
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
                assertInOrder(texts);
                System.out.printf(
                        "client %s: %d times (seed %d), %d messages shown as pending, all stored once and in order;"
                                + " %d more were on disk when the end came before the screen%n",
                        name, times, SEED, shown.size(), texts.size() - shown.size());
            }
        }
    }

    static void assertAllThere(SdkProcess application, List<String> shown) {
        if (!shown.isEmpty()) {
            var there = new HashSet<>(
                    Arrays.asList(application.command("messages bob").split(" ", -1)));
            assertTrue(
                    there.containsAll(shown),
                    () -> "gone after the kill: "
                            + shown.stream()
                                    .filter(text -> !there.contains(text))
                                    .toList());
        }
    }

    /// `k1-1`, `k1-2`, … `k2-1`, …
    static void assertInOrder(List<String> texts) {
        long before = 0;
        for (String text : texts) {
            int dash = text.indexOf('-');
            long place = Long.parseLong(text.substring(1, dash)) * 1_000_000 + Long.parseLong(text.substring(dash + 1));
            assertTrue(place > before, () -> "out of order at " + text);
            before = place;
        }
    }
}
