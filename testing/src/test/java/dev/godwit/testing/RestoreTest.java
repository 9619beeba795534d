package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.ChildJvm;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Profile;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator puts an older copy of the data back, the way docs/operations.md says.
class RestoreTest {
    @TempDir
    Path directory;

    @Test
    void bothSidesConvergeAndNobodysOwnMessageIsLost() throws IOException {
        restore(true);
    }

    /// Without the command `restored` a device notices as long as it is ahead of the head; here neither can be caught
    /// up
    /// with by what the other sends again.
    @Test
    void devicesThatAreAheadNoticeAlsoWhenTheEpochWasKept() throws IOException {
        restore(false);
    }

    private void restore(boolean renewEpoch) throws IOException {
        Path data = directory.resolve("data");
        Path copy = directory.resolve("copy");
        try (var server = ServerProcess.start(data)) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            String url = "http://127.0.0.1:" + server.port();
            try (var alices = Profile.signedIn(directory.resolve("alice"), url, alice);
                    var bobs = Profile.signedIn(directory.resolve("bob"), url, bob)) {
                alices.godwit().start();
                bobs.godwit().start();
                exchange(alices, bobs, alice, bob, "old");
                String epoch = epoch(server, alice);
                assertEquals(0, server.stop());
                copy(data, copy);
                server.startAgain();
                exchange(alices, bobs, alice, bob, "lost by the restore");
                assertEquals(0, server.stop());

                if (renewEpoch) {
                    // Written while the server is away: a third kind of message that must not get lost.
                    alices.godwit().send(bob.name(), "alice, meanwhile");
                    bobs.godwit().send(alice.name(), "bob, meanwhile");
                }
                delete(data);
                copy(copy, data);
                if (renewEpoch) {
                    tellThatItIsRestored(data);
                }
                server.startAgain();
                alices.godwit().tryNow();
                bobs.godwit().tryNow();
                assertEquals(!renewEpoch, epoch.equals(epoch(server, alice)));
                int written = renewEpoch ? 10 : 8;

                try (var wire = Wire.open(server.port(), alice.token())) {
                    var log = new ArrayList<String>();
                    Await.until(
                            () -> "the log and what people see: " + log + ", alice " + alices.texts(bob.name())
                                    + ", bob " + bobs.texts(alice.name()) + ", "
                                    + bobs.godwit().outbox(),
                            Duration.ofSeconds(30),
                            () -> {
                                log.clear();
                                log.addAll(Chat.texts(LogCheck.gapless(Chat.items(wire, alice.with(bob)))));
                                return log.size() == written
                                        && log.equals(alices.texts(bob.name()))
                                        && log.equals(bobs.texts(alice.name()));
                            });
                    assertEquals(written, new TreeSet<>(log).size(), "each once");
                }
                alices.awaitEmptyOutbox();
                bobs.awaitEmptyOutbox();
                exchange(alices, bobs, alice, bob, "after");
            }
        }
    }

    private static void exchange(Profile alices, Profile bobs, Person alice, Person bob, String when) {
        int before = alices.texts(bob.name()).size();
        for (int i = 1; i <= 2; i++) {
            alices.godwit().send(bob.name(), "alice, " + when + " " + i);
            bobs.godwit().send(alice.name(), "bob, " + when + " " + i);
        }
        alices.godwit().tryNow();
        bobs.godwit().tryNow();
        awaitSame(alices, bobs, alice, bob, before + 4);
    }

    private static void awaitSame(Profile alices, Profile bobs, Person alice, Person bob, int count) {
        Await.until(
                () -> count + " messages on both sides; alice: " + alices.texts(bob.name()) + ", bob: "
                        + bobs.texts(alice.name()) + ", " + alices.godwit().outbox() + ", "
                        + bobs.godwit().outbox(),
                Duration.ofSeconds(60),
                () -> alices.godwit().outbox().isEmpty()
                        && bobs.godwit().outbox().isEmpty()
                        && Set.copyOf(alices.texts(bob.name())).size() == count
                        && alices.texts(bob.name()).equals(bobs.texts(alice.name())));
    }

    private static String epoch(ServerProcess server, Person person) {
        try (var wire = Wire.connect(server.port())) {
            wire.hello(person.token());
            return wire.await(ServerFrame.Welcome.class).epoch();
        }
    }

    private static void tellThatItIsRestored(Path data) {
        var arguments = List.of("restored", "--data", data.toString());
        try (var command = ChildJvm.start(List.of(), List.of(), Map.of(), ServerProcess.MAIN, arguments)) {
            assertEquals(0, command.awaitExit(Duration.ofSeconds(20)), command::output);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
