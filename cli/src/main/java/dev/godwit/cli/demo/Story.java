package dev.godwit.cli.demo;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.MessageState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Alice and Bob, a tunnel, and `kill -9` for a client and for the server.
final class Story implements AutoCloseable {
    /// Longer than the longest pause between two attempts to connect.
    private static final Duration PATIENCE = Duration.ofSeconds(75);
    private static final long POLL_MILLIS = 50;
    private static final String READY = "Godwit is ready at http://127.0.0.1:";
    private static final String SETUP = "Setup code: ";

    private final Path directory;
    private final Children children;
    private final Screen screen;
    private final long began = System.nanoTime();

    Story(Path directory, Children children, Screen screen) {
        this.directory = directory;
        this.children = children;
        this.screen = screen;
    }

    void play() throws IOException, InterruptedException {
        screen.step("A server, and two people who register.");
        var server = startServer(0);
        int port = port(server);
        try (var tunnel = Tunnel.to(port)) {
            register(server, "http://127.0.0.1:" + port, tunnel.address());
            try (var alice = Godwit.open(profile("alice"));
                    var bob = Godwit.open(profile("bob"))) {
                play(server, port, tunnel, alice, bob);
                new Verdict(Seen.by("Alice", alice, "bob"), Seen.by("Bob", bob, "alice"), freshDevice(port)).check();
            }
        }
        screen.say("");
        screen.say("Checked on Alice's device, on Bob's, and on a new device of Bob's that fetched everything:");
        screen.say("every message is there once, in the same order, and both have read what the other wrote.");
        screen.say("Took " + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s.");
    }

    private void play(Children.Child firstServer, int port, Tunnel tunnel, Godwit alice, Godwit bob)
            throws IOException, InterruptedException {
        children.start("alice", "watch", "--json", "--profile", profile("alice").toString());
        var bobsWatch = startBob();
        write(List.of("Hello Bob"), List.of("Hello Alice"));
        await(
                "the greetings are read",
                () -> sees(alice, "bob", 2, MessageState.Read.class) && sees(bob, "alice", 2, MessageState.Read.class));
        draw(alice, bob);

        screen.step("Bob's train enters a tunnel: his connection is cut. Both go on writing.");
        tunnel.cut();
        write(
                List.of("Still there?", "I go on writing", "Dinner at eight?"),
                List.of("No network here", "I write anyway"));
        await("Alice's messages are on the server's disk", () -> mine(alice, "bob", MessageState.Pending.class) == 0);
        draw(alice, bob);

        screen.step("Bob's program is killed with -9, started again, and he writes on.");
        bobsWatch.kill();
        startBob();
        write(List.of(), List.of("Eight is fine"));
        draw(alice, bob);

        screen.step("The server is killed with -9. Alice writes too, with no server there.");
        firstServer.kill();
        write(List.of("Where is everybody"), List.of());
        draw(alice, bob);

        screen.step("The server starts again, on the same data.");
        port(startServer(port));
        await("Alice's message went out by itself", () -> mine(alice, "bob", MessageState.Pending.class) == 0);
        draw(alice, bob);

        screen.step("Bob comes out of the tunnel.");
        tunnel.reopen();
        await(
                "everything is read on both sides",
                () -> sees(alice, "bob", 9, MessageState.Read.class) && sees(bob, "alice", 9, MessageState.Read.class));
        draw(alice, bob);
    }

    private Children.Child startServer(int port) throws IOException {
        return children.start(
                "server", "serve", "--data", directory.resolve("data").toString(), "--port", Integer.toString(port));
    }

    private Children.Child startBob() throws IOException {
        return children.start(
                "bob", "watch", "--json", "--profile", profile("bob").toString());
    }

    private int port(Children.Child server) throws InterruptedException {
        return Integer.parseInt(lineAfter(server, READY));
    }

    private String lineAfter(Children.Child child, String words) throws InterruptedException {
        await("the server says '" + words + "…'", () -> line(child, words).isPresent());
        return line(child, words).orElseThrow();
    }

    /// The rest of the line that begins with `words`, once the whole line is there.
    private static Optional<String> line(Children.Child child, String words) {
        try {
            var output = child.output();
            int at = output.indexOf(words);
            int end = at < 0 ? -1 : output.indexOf('\n', at);
            return end < 0
                    ? Optional.empty()
                    : Optional.of(output.substring(at + words.length(), end).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void register(Children.Child server, String direct, String throughTunnel)
            throws IOException, InterruptedException {
        var code = lineAfter(server, SETUP);
        children.run(
                "register",
                "register",
                "alice",
                "-s",
                direct,
                "-c",
                code,
                "-p",
                profile("alice").toString());
        var answer = children.run("invite", "invite", "-p", profile("alice").toString());
        var invitation = answer.lines().findFirst().orElse("").replace("Invitation: ", "");
        children.run(
                "register",
                "register",
                "bob",
                "-s",
                throughTunnel,
                "-c",
                invitation,
                "-p",
                profile("bob").toString());
    }

    /// Both at the same time, each one after the other, each by a `send` of its own.
    private void write(List<String> alices, List<String> bobs) throws IOException, InterruptedException {
        for (int i = 0; i < Math.max(alices.size(), bobs.size()); i++) {
            var sending = new ArrayList<Children.Child>();
            if (i < alices.size()) {
                sending.add(send("alice", "bob", alices.get(i)));
            }
            if (i < bobs.size()) {
                sending.add(send("bob", "alice", bobs.get(i)));
            }
            for (var command : sending) {
                children.finish(command);
            }
        }
    }

    private Children.Child send(String from, String to, String text) throws IOException {
        return children.start("send", "send", "--profile", profile(from).toString(), to, text);
    }

    private Seen freshDevice(int port) throws IOException, InterruptedException {
        var directly = "http://127.0.0.1:" + port;
        children.run(
                "login", "login", "bob", "-s", directly, "-p", profile("fresh").toString());
        children.run("sync", "sync", "-p", profile("fresh").toString());
        try (var fresh = Godwit.open(profile("fresh"))) {
            return Seen.by("Bob's new device", fresh, "alice");
        }
    }

    private void draw(Godwit alice, Godwit bob) {
        screen.draw(Seen.by("Alice", alice, "bob"), Seen.by("Bob", bob, "alice"));
    }

    private static boolean sees(Godwit profile, String other, int count, Class<? extends MessageState> mine) {
        var seen = Seen.by("", profile, other);
        return seen.messages().size() >= count && seen.allMine(mine);
    }

    private static long mine(Godwit profile, String other, Class<? extends MessageState> state) {
        return Seen.by("", profile, other).mineIn(state);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new DemoFailure("waited " + PATIENCE.toSeconds() + " s, and it is not true that " + what + '.');
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private Path profile(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        children.close();
    }
}
