package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.app.GodwitServer;
import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands as a script uses them, one after the other, with a server in this process.
class CommandsWithServerTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private GodwitServer server;
    private String address = "";

    @BeforeEach
    void twoPeople() throws StartException {
        server = GodwitServer.start(
                ServerConfig.in(directory.resolve("data")).at("127.0.0.1", 0).withReserveBytes(0));
        address = "http://127.0.0.1:" + server.port();
        ok(
                "alice",
                "register",
                "alice",
                "--server",
                address,
                "--code",
                server.setupCode().orElseThrow());
        var code = field(ok("alice", "invite", "--json"), "code");
        ok("bob", "register", "bob", "--server", address, "--code", code);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aMessageIsSentFetchedAndRead() {
        var written = ok("alice", "send", "--json", "bob", "On", "my", "way");
        assertAll(
                () -> assertEquals("pending", field(written, "state")),
                () -> assertEquals("On my way", field(written, "text")));
        ok("alice", "sync");
        assertEquals("sent", field(ok("alice", "read", "bob", "--json"), "state"));
        ok("bob", "sync");
        assertTrue(ok("bob", "conversations").contains("1 unread"));
        assertTrue(ok("bob", "read", "alice").contains("alice     On my way"));
        assertFalse(ok("bob", "conversations").contains("unread"));
        ok("bob", "sync");
        ok("alice", "sync");
        assertTrue(ok("alice", "read", "bob").contains("On my way  ✓✓ read"));
    }

    @Test
    void whatIsSentGoesOutByItselfAfterTheCommandHasEnded() {
        var screen = Screenful.plain();
        assertEquals(ExitCode.OK, screen.run("send", "bob", "By itself", "--profile", profile("alice")));
        await(() -> field(ok("alice", "read", "bob", "--json"), "state").equals("sent"));
        await(() -> {
            try (var lock = FileHold.tryTake(directory.resolve("alice").resolve("background.lock"))) {
                return lock.isHeld();
            }
        });
    }

    @Test
    void readingWithKeepUnreadLeavesItUnread() {
        ok("alice", "send", "bob", "Later");
        ok("alice", "sync");
        ok("bob", "sync");
        ok("bob", "read", "alice", "--keep-unread");
        assertTrue(ok("bob", "conversations").contains("1 unread"));
    }

    @Test
    void withoutAServerWhatIsWrittenWaitsAndSyncSaysThatThereIsNoConnection() {
        server.close();
        ok("alice", "send", "bob", "Written in the tunnel");
        assertTrue(ok("alice", "outbox").contains("\"Written in the tunnel\"  🕓 waiting"));
        var screen = screen();
        assertEquals(ExitCode.NO_CONNECTION, screen.run("sync", "--timeout", "5", "--profile", profile("alice")));
        assertAll(
                () -> assertTrue(screen.out().contains("1 message waits here and goes out by itself."), screen.out()),
                () -> assertTrue(screen.err().contains("cannot be reached"), screen.err()));
    }

    @Test
    void whatWaitsCanBeEditedAndDiscarded() {
        var first = field(ok("alice", "send", "--json", "bob", "First"), "message");
        var second = field(ok("alice", "send", "--json", "bob", "Secnd"), "message");
        ok("alice", "outbox", "discard", first);
        ok("alice", "outbox", "edit", "#" + second, "Second");
        ok("alice", "sync");
        ok("bob", "sync");
        var read = ok("bob", "read", "alice", "--json");
        assertAll(() -> assertEquals(1, read.lines().count(), read), () -> assertEquals("Second", field(read, "text")));
    }

    @Test
    void anUnknownNameFailsWithItsReasonAndHoldsUpNobodyElse() {
        ok("alice", "send", "nobody-here", "Hello?");
        ok("alice", "send", "bob", "Hello");
        ok("alice", "sync");
        var waiting = ok("alice", "outbox", "--json");
        assertAll(
                () -> assertEquals(1, waiting.lines().count(), waiting),
                () -> assertEquals("failed", field(waiting, "state")),
                () -> assertEquals("unknown_name", field(waiting, "code")));
    }

    @Test
    void textComesFromStandardInput() {
        var screen = screen().withInput("two\nlines\n");
        assertEquals(ExitCode.OK, screen.run("send", "bob", "-", "--profile", profile("alice")));
        assertTrue(ok("alice", "read", "bob", "--json").contains("\"text\":\"two\\nlines\""));
    }

    @Test
    void aWrongPasswordIsToldAsOne() {
        var screen = Screenful.plain().with("GODWIT_NO_BACKGROUND", "1").with("GODWIT_PASSWORD", "not hers at all");
        assertEquals(ExitCode.FAILED, screen.run("login", "alice", "--server", address, "--profile", profile("new")));
        assertFalse(screen.err().isBlank());
    }

    @Test
    void aRevokedDeviceHasToSignInAgainAndKeepsWhatWaits() {
        ok("bob2", "login", "bob", "--server", address);
        var other = ok("bob2", "sessions", "--json")
                .lines()
                .filter(line -> line.contains("\"current\":false"))
                .findFirst()
                .orElseThrow();
        ok("bob2", "sessions", "revoke", field(other, "session"));
        ok("bob", "send", "alice", "Still mine");
        assertEquals(ExitCode.NOT_SIGNED_IN, screen().run("sync", "--profile", profile("bob")));
        assertTrue(ok("bob", "outbox").contains("Still mine"));
        ok("bob", "login", "bob", "--server", address);
        ok("bob", "sync");
        assertEquals("Nothing waits.", ok("bob", "outbox").strip());
    }

    @Test
    void onlyAnAdministratorInvites() {
        var screen = screen();
        assertEquals(ExitCode.FAILED, screen.run("invite", "--profile", profile("bob")));
        assertFalse(screen.err().isBlank());
    }

    /// For what another process does.
    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not within " + BOUND);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private String ok(String person, String... command) {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--profile", profile(person)));
        var screen = screen();
        assertEquals(ExitCode.OK, screen.run(arguments.toArray(String[]::new)), screen::err);
        return screen.out();
    }

    private String profile(String person) {
        return directory.resolve(person).toString();
    }

    private static Screenful screen() {
        return Screenful.plain().with("GODWIT_NO_BACKGROUND", "1").with("GODWIT_PASSWORD", "eleven days");
    }

    private static String field(String json, String name) {
        int at = json.indexOf('"' + name + "\":") + name.length() + 3;
        var rest = json.substring(at);
        return rest.startsWith("\"") ? rest.substring(1, rest.indexOf('"', 1)) : rest.substring(0, rest.indexOf(','));
    }
}
