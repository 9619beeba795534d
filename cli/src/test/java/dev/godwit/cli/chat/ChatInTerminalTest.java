package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.cli.ThisProgram;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.server.app.GodwitServer;
import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole program in a real terminal (tmux), with a server in this process.
@SuppressWarnings("NullAway.Init") // set before each test
class ChatInTerminalTest {
    @TempDir
    Path directory;

    private GodwitServer server;
    private Godwit bob;

    @BeforeEach
    void twoPeople() throws StartException {
        assertTrue(Tmux.isInstalled(), "tmux is not installed");
        server = GodwitServer.start(
                ServerConfig.in(directory.resolve("data")).at("127.0.0.1", 0).withReserveBytes(0));
        var address = URI.create("http://127.0.0.1:" + server.port());
        try (var alice = Godwit.open(directory.resolve("alice"))) {
            alice.register(address, "alice", "eleven days", server.setupCode());
            bob = Godwit.open(directory.resolve("bob"));
            bob.register(
                    address, "bob", "eleven days", Optional.of(alice.invite().code()));
        }
        bob.start();
    }

    @AfterEach
    void stop() {
        if (bob != null) {
            bob.close();
            server.close();
        }
    }

    private Tmux chat(int columns, int rows, String environment) throws IOException {
        var program = ThisProgram.command(Map.of()).stream()
                .map(word -> '\'' + word + '\'')
                .collect(Collectors.joining(" "));
        return new Tmux(
                directory,
                columns,
                rows,
                "GODWIT_NO_BACKGROUND=1 " + environment + ' ' + program + " chat bob --profile "
                        + directory.resolve("alice") + " 2>" + directory.resolve("errors")
                        + "; echo ended with $?; cat");
    }

    @Test
    void aMessageIsWrittenSeenAndReadAndTheTerminalIsGivenBack() throws Exception {
        try (var tmux = chat(80, 24, "")) {
            tmux.await("Write the first message.");
            tmux.press("On my way 👍🏽", "Enter");
            tmux.await("✓✓ delivered");
            var talk = bob.find("alice").orElseThrow();
            bob.markRead(
                    bob.messages(talk.key(), OptionalLong.empty(), 1).getFirst().key());
            tmux.await("✓✓ read");
            bob.send("alice", "中文字 שלום 👨\u200D👩\u200D👧 cafe\u0301");
            var screen = tmux.await("中文字");
            // tmux has a mind of its own about widths: the seam must stand all the same.
            assertTrue(screen.lines().limit(23).allMatch(line -> line.contains("│")), screen);
            tmux.press("C-q");
            var after = tmux.await("ended with 0");
            assertFalse(after.contains("│"), after);
            assertEquals("", Files.readString(directory.resolve("errors")));
        }
    }

    @Test
    void itFollowsTheSizeOfTheWindow() throws Exception {
        bob.send("alice", "Are you there?");
        try (var tmux = chat(80, 24, "")) {
            tmux.await("│" + " bob");
            tmux.resize(50, 20);
            var narrow = tmux.await("one pane", screen -> !screen.contains("│") && screen.contains("Are you there?"));
            assertEquals(20, narrow.lines().count());
            tmux.resize(130, 30);
            tmux.await("About");
        }
    }

    @Test
    void withoutColourNothingIsColoured() throws Exception {
        bob.send("alice", "Are you there?");
        try (var tmux = chat(80, 24, "NO_COLOR=1")) {
            tmux.await("Are you there?");
            assertFalse(tmux.styledScreen().matches("(?s).*\u001b\\[[0-9;]*3[0-7]m.*"), tmux.styledScreen());
        }
    }

    @Test
    void withoutAServerItWritesAndSaysThatItWaits() throws Exception {
        server.close();
        try (var tmux = chat(80, 24, "")) {
            tmux.await("Write here");
            tmux.press("Written in the tunnel", "Enter");
            tmux.await("1 message waits here and goes out");
            tmux.await("🕓 waiting");
        }
    }

    @Test
    void aDumbTerminalGetsLines() throws Exception {
        try (var tmux = chat(80, 24, "TERM=dumb")) {
            tmux.await("You are alice on http://127.0.0.1");
            tmux.press("/quit", "Enter");
            tmux.await("ended with 0");
        }
    }
}
