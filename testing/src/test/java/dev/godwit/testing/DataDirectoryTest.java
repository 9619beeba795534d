package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.ChildJvm;
import dev.godwit.testing.harness.Mount;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.ServerProcess.Options;
import dev.godwit.testing.harness.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that cannot work says why, what to do, and ends with code 1.
class DataDirectoryTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertGivesUp(file.resolve("data"), 0, file.resolve("data").toString());
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() {
        Path data = directory.resolve("data");
        try (var mount = Mount.readOnly(data)) {
            assertGivesUp(mount.path(), 0, data.toString());
        }
    }

    @Test
    void aDirectoryInUseByAnotherProcessIsLeftAlone() {
        Path data = directory.resolve("data");
        try (var server = ServerProcess.start(data)) {
            var people = People.register(server, "alice", "bob");
            assertGivesUp(data, 0, data.toString(), "in use");
            try (var wire = Wire.open(server.port(), people.get(0).token())) {
                Chat.say(wire, people.get(0), people.get(1), "the first one goes on");
            }
        }
    }

    @Test
    void anIdentityDatabaseOfANewerFormatIsNotTouched() throws IOException, SQLException {
        Path data = directory.resolve("data");
        try (var server = ServerProcess.start(data)) {
            People.register(server, "alice");
            assertEquals(0, server.stop());
        }
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("identity.db"));
                var statement = database.createStatement()) {
            statement.execute("INSERT INTO schema_migrations (number, applied_at) VALUES (9999, 0)");
        }
        assertGivesUp(data, 0, "newer");
    }

    @Test
    void aLogOfANewerFormatIsNotTouched() throws IOException {
        Path data = directory.resolve("data");
        try (var server = ServerProcess.start(data)) {
            assertEquals(0, server.stop());
        }
        Files.writeString(data.resolve("log/FORMAT"), "9999\n");
        assertGivesUp(data, 0, "newer");
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertGivesUp(directory.resolve("data"), port, Integer.toString(port));
        }
    }

    private static void assertGivesUp(Path data, int port, String... words) {
        try (ChildJvm server = ServerProcess.launch(Options.in(data), port)) {
            assertEquals(1, server.awaitExit(BOUND), server::output);
            String said = String.join("\n", server.stderr());
            for (String word : words) {
                assertTrue(
                        said.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)),
                        () -> "'" + word + "' is not in: " + said);
            }
            assertFalse(said.contains("\tat "), () -> "a stack trace is no message for people: " + said);
            assertTrue(server.stdout().stream().noneMatch(line -> line.contains("ready")));
        }
    }
}
