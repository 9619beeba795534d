package dev.godwit.cli.demo;

import dev.godwit.client.sdk.Godwit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Where the story plays: a server, and people, each with a program of their own and a way of their own to
/// the server.
final class Stage implements AutoCloseable {
    /// Longer than the longest pause between two attempts to connect.
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final long POLL_MILLIS = 100;
    private static final String READY = "Godwit is ready at http://127.0.0.1:";
    private static final String SETUP = "Setup code: ";

    private final Path directory;
    private final Children children;
    private final Map<String, Tunnel> tunnels = new LinkedHashMap<>();
    private final Map<String, Children.Child> watches = new LinkedHashMap<>();
    private final Map<String, Godwit> profiles = new LinkedHashMap<>();
    private Children.Child server;
    private final int port;

    private Stage(Path directory, Children children, Children.Child server) throws InterruptedException {
        this.directory = directory;
        this.children = children;
        this.server = server;
        this.port = Integer.parseInt(lineAfter(server, READY));
    }

    static Stage in(Path directory, Children children) throws IOException, InterruptedException {
        return new Stage(directory, children, serve(directory, children, 0));
    }

    private static Children.Child serve(Path directory, Children children, int port) throws IOException {
        return children.start(
                "server", "serve", "--data", directory.resolve("data").toString(), "--port", Integer.toString(port));
    }

    void killServer() throws InterruptedException {
        server.kill();
    }

    /// On the same data, under the same address.
    void startServer() throws IOException, InterruptedException {
        server = serve(directory, children, port);
        lineAfter(server, READY);
    }

    /// The first one needs the server's code and invites the others.
    void register(String name) throws IOException, InterruptedException {
        var tunnel = Tunnel.to(port);
        var code = tunnels.isEmpty() ? lineAfter(server, SETUP) : invitation();
        tunnels.put(name, tunnel);
        run(name, "register", name, "-s", tunnel.address(), "-c", code);
        profiles.put(name, Godwit.open(profile(name)));
    }

    private String invitation() throws IOException, InterruptedException {
        var first = tunnels.keySet().iterator().next();
        return run(first, "invite").lines().findFirst().orElse("").replace("Invitation: ", "");
    }

    Tunnel tunnel(String name) {
        return of(tunnels, name);
    }

    /// A look at what is in the database of this person, by a process that has no connection.
    Godwit database(String name) {
        return of(profiles, name);
    }

    /// Starts the program that stays connected.
    void watch(String name) throws IOException {
        watches.put(
                name,
                children.start(
                        name, "watch", "--json", "--profile", profile(name).toString()));
    }

    void killWatch(String name) throws InterruptedException {
        of(watches, name).kill();
    }

    /// Runs one command to its end.
    ///
    /// @return what it printed
    String run(String name, String... command) throws IOException, InterruptedException {
        return children.finish(start(name, command));
    }

    private Children.Child start(String name, String... command) throws IOException {
        var arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--profile", profile(name).toString()));
        return children.start(command[0], arguments.toArray(String[]::new));
    }

    /// Somebody's `send`.
    record Send(String from, String to, String text) {}

    /// Several people at the same time, each one after the other, each by a `send` of its own.
    @SafeVarargs
    final void write(List<Send>... people) throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            var sending = new ArrayList<Children.Child>();
            for (var sends : people) {
                if (i < sends.size()) {
                    var send = sends.get(i);
                    sending.add(start(send.from(), "send", send.to(), send.text()));
                }
            }
            if (sending.isEmpty()) {
                return;
            }
            for (var command : sending) {
                children.finish(command);
            }
        }
    }

    static List<Send> sends(String from, String to, String... texts) {
        return List.of(texts).stream().map(text -> new Send(from, to, text)).toList();
    }

    /// The same without a process of their own: the commands for it have been seen by then.
    void join(String name) throws IOException {
        var tunnel = Tunnel.to(port);
        tunnels.put(name, tunnel);
        var code = profiles.values().iterator().next().invite().code();
        var godwit = Godwit.open(profile(name));
        profiles.put(name, godwit);
        godwit.register(URI.create(tunnel.address()), name, Children.PASSWORD, Optional.of(code));
    }

    /// Another device of this person, which has just fetched everything.
    Godwit freshDevice(String name) {
        var fresh = Godwit.open(profile("fresh-" + name));
        profiles.put("fresh-" + name, fresh);
        fresh.signIn(URI.create("http://127.0.0.1:" + port), name, Children.PASSWORD);
        if (!fresh.syncOnce(PATIENCE).complete()) {
            throw new DemoFailure(
                    "a new device of " + name + "'s did not get everything within " + PATIENCE.toSeconds() + " s.");
        }
        return fresh;
    }

    void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new DemoFailure("waited " + PATIENCE.toSeconds() + " s, and it is not true that " + what + '.');
            }
            Thread.sleep(POLL_MILLIS);
        }
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

    private Path profile(String name) {
        return directory.resolve(name);
    }

    private static <T> T of(Map<String, T> things, String name) {
        return Optional.ofNullable(things.get(name)).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (var tunnel : tunnels.values()) {
            tunnel.close();
        }
        profiles.values().forEach(Godwit::close);
        children.close();
    }
}
