package dev.godwit.testing.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.ChildJvm;
import dev.godwit.testing.harness.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the torture stands on: it can fill disks, disturb packets, and takes away what it left.
class GroundTest {
    @TempDir
    Path directory;

    @Test
    void whatARunThatWasKilledLeftIsTakenAway() throws IOException, InterruptedException {
        Path home = directory.resolve("home");
        var process = new ProcessBuilder("sleep", "600").start();
        try {
            Path data = Files.createDirectories(directory.resolve("data/deep")).getParent();
            var handle = process.toHandle();
            String start = handle.info().startInstant().orElseThrow().toString();
            new Leftovers(home).process(handle.pid());
            assertEquals(List.of(), Leftovers.sweep(home), "its owner is alive: it is this test");
            assertTrue(process.isAlive());

            Files.writeString(
                    home.resolve("run-of-a-dead-one"),
                    "owner 999999999 2020-01-01T00:00:00Z\ndirectory " + data + "\nprocess " + handle.pid() + " "
                            + start + "\nprocess " + ProcessHandle.current().pid() + " 2020-01-01T00:00:00Z\n");
            assertEquals(List.of("process " + handle.pid(), "directory " + data), Leftovers.sweep(home));
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertFalse(Files.exists(data));
            assertEquals(List.of(), Leftovers.sweep(home));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aListThatOthersCouldHaveWrittenIsNotBelieved() throws IOException {
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.setPosixFilePermissions(home, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThrows(BrokenRun.class, () -> Leftovers.sweep(home));
    }

    @Test
    void aDiskOfItsOwnCanBeFullAndHaveRoomAgain() throws IOException {
        var leftovers = new Leftovers(directory.resolve("home"));
        var machine = Machine.explore(directory, leftovers);
        for (var kind : List.of(machine.disk(), Disk.Kind.MEMORY)) {
            try (var disk = Disk.ofItsOwn(directory.resolve("small-" + kind), kind, 128, leftovers)) {
                assertTrue(disk.canBeFull(), "run it as root, or in a container with CAP_SYS_ADMIN");
                disk.fill(0);
                Path file = disk.path().resolve("file");
                assertThrows(IOException.class, () -> Files.write(file, new byte[1 << 20]));
                disk.relieve();
                Files.write(file, new byte[1 << 20]);
            }
        }
    }

    /// The server through a network namespace whose packets are disturbed.
    @Test
    void aNetworkOfItsOwnIsBadAndStillLeadsToTheServer() {
        var leftovers = new Leftovers(directory.resolve("home"));
        assertEquals(Optional.empty(), NetworkSpace.missing());
        try (var server = ServerProcess.start(directory.resolve("data"));
                var space = new NetworkSpace(server::port, 1, List.of(), leftovers)) {
            long quick = health(space);
            space.become(new BadWire.Quality(400, 100, 5, 5, 256));
            long slow = health(space);
            assertTrue(slow > quick + 800, "a connection and an answer take four ways: " + quick + ", " + slow);
            space.become(BadWire.Quality.GOOD);
            assertTrue(health(space) < slow);
        }
    }

    /// Asked from inside, in milliseconds.
    private static long health(NetworkSpace space) {
        long from = System.nanoTime();
        try (var asking =
                ChildJvm.start(space.prefix(), List.of(), Map.of(), Asking.class.getName(), List.of(space.url()))) {
            assertEquals(0, asking.awaitExit(Await.BOUND), asking::output);
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from);
    }

    /// A program that asks a server whether it is well.
    static final class Asking {
        private Asking() {}

        static void main(String[] arguments) throws IOException {
            try (var in =
                    java.net.URI.create(arguments[0] + "/v1/health").toURL().openStream()) {
                System.out.println(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }
}
