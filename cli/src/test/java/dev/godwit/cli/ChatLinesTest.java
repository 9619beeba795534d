package dev.godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.server.app.GodwitServer;
import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Chat in lines, as a screen reader or a pipe uses it, with a server in this process.
@SuppressWarnings("NullAway.Init") // set before each test
class ChatLinesTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private GodwitServer server;
    private Godwit bob;

    @BeforeEach
    void twoPeople() throws StartException {
        server = GodwitServer.start(
                ServerConfig.in(directory.resolve("data")).at("127.0.0.1", 0).withReserveBytes(0));
        var address = URI.create("http://127.0.0.1:" + server.port());
        try (var alice = Godwit.open(directory.resolve("alice"))) {
            alice.register(address, "alice", "eleven days", server.setupCode());
            bob = Godwit.open(directory.resolve("bob"));
            bob.register(
                    address, "bob", "eleven days", Optional.of(alice.invite().code()));
        }
    }

    @AfterEach
    void stop() {
        bob.close();
        server.close();
    }

    private String chat(String typed) {
        var screen = Screenful.plain().with("GODWIT_NO_BACKGROUND", "1").withInput(typed);
        assertEquals(ExitCode.OK, screen.run("chat", "--lines", "--profile", profile()), screen::err);
        return screen.out();
    }

    private String profile() {
        return directory.resolve("alice").toString();
    }

    private String out() {
        return said.toString(UTF_8);
    }

    private void await(String words) {
        awaitLine(line -> line.contains(words));
    }

    private void awaitLine(Predicate<String> wanted) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (out().lines().noneMatch(wanted)) {
            assertTrue(System.nanoTime() < end, this::out);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static void type(OutputStream keyboard, String line) throws IOException {
        keyboard.write((line + '\n').getBytes(UTF_8));
        keyboard.flush();
    }

    @Test
    void whatIsPipedInIsWrittenAndTheEndOfTheInputEndsIt() {
        chat("/to bob\nHello from a pipe\nand a second line\n");
        bob.syncOnce(BOUND);
        try (var alice = Godwit.open(directory.resolve("alice"))) {
            assertTrue(alice.syncOnce(BOUND).complete());
            var talk = alice.find("bob").orElseThrow();
            assertEquals("and a second line", talk.last().orElseThrow().text());
        }
    }

    @Test
    void messagesAndTicksAreSaidInWordsWithoutMarksOrEscapes() throws Exception {
        var keyboard = new PipedOutputStream();
        var terminal = new Terminal(
                new PrintStream(said, true, UTF_8),
                new PrintStream(said, true, UTF_8),
                new PipedInputStream(keyboard),
                Map.of("GODWIT_NO_BACKGROUND", "1"),
                ZoneOffset.UTC,
                false,
                question -> Optional.empty());
        // A thread of its own: where there are two processors, one that blocks the common pool blocks HTTP clients.
        var ended = new FutureTask<>(() -> Main.run(terminal, "chat", "--lines", "--profile", profile()));
        Thread.ofPlatform().daemon().start(ended);
        bob.start();
        await("Connected.");
        type(keyboard, "/to bob");
        type(keyboard, "Where are you?");
        // In a line of its own, unless it was there before the message was said.
        awaitLine(line -> line.contains("Where are you?") && line.contains("delivered"));
        bob.send("alice", "On my\nway");
        await(" bob: On my way");
        var talk = bob.find("alice").orElseThrow();
        bob.markRead(
                bob.messages(talk.key(), OptionalLong.empty(), 10).getFirst().key());
        await("Your message to bob, Where are you?: read");
        type(keyboard, "/quit");
        assertEquals(ExitCode.OK, ended.get(BOUND.toSeconds(), TimeUnit.SECONDS));
        assertAll(
                () -> assertFalse(out().contains("\u001b"), out()),
                () -> assertFalse(out().contains("✓"), out()),
                () -> assertEquals(
                        1,
                        out().lines().filter(line -> line.contains("On my way")).count(),
                        out()));
    }

    @Test
    void aGroupIsMadeAndItsMembersAreListedWithoutANetwork() {
        server.close();
        var out = chat("/group Tent: bob, somebody-new\nWho brings it?\n/members\n/title\n/quit\n");
        assertAll(
                () -> assertTrue(out.contains("With Tent:"), out),
                () -> assertTrue(out.contains("alice, you, owner"), out),
                () -> assertTrue(out.contains("It goes like this: /title TEXT"), out));
    }

    @Test
    void helpNamesTheCommands() {
        var out = chat("/help\n/frob\n");
        assertAll(
                () -> assertTrue(out.contains("/search [WORDS]: searches all messages"), out),
                () -> assertTrue(out.contains("There is no command /frob."), out));
    }
}
