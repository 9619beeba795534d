package dev.godwit.testing.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.testing.harness.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A network namespace of our own, whose packets pass through a [BadWire] in a process inside of it. The only way
/// out is a Unix socket. It has no name and no address elsewhere, and is gone with the last process in it.
final class NetworkSpace extends Victim implements AutoCloseable {
    private static final int PORT = 8_080;
    private static final String DEVICE = "godwit0";
    private static final String NEAR = "10.9.0.1";
    private static final String FAR = "10.9.0.2";
    private static final Duration START = Duration.ofSeconds(30);

    private final Path directory;
    private final Relay outside;
    private final ChildJvm inside;

    /// @param port   where the server is, asked at each connection
    /// @param prefix put before commands
    /// @throws BrokenRun when there can be no such thing here
    NetworkSpace(Supplier<Integer> port, long seed, List<String> prefix, Leftovers leftovers) {
        try {
            // Short, wherever the run lies: the name of a socket may have no more than some 100 bytes.
            directory = Files.createTempDirectory("godwit-net");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        leftovers.directory(directory);
        Path socket = directory.resolve("out");
        this.outside = Relay.from(Relay.listenAt(UnixDomainSocketAddress.of(socket)), () -> Relay.loopback(port.get()));
        var command = new ArrayList<>(prefix);
        command.addAll(List.of("unshare", "--net", "--"));
        this.inside = ChildJvm.start(
                command,
                List.of("-Xmx64m"),
                Map.of(),
                NetworkSpace.class.getName(),
                List.of(socket.toString(), Long.toString(seed)));
        leftovers.process(inside.pid());
        try {
            inside.awaitLine(0, "ready"::equals, START);
        } catch (AssertionError e) {
            close();
            throw new BrokenRun("no network namespace: " + e.getMessage(), e);
        }
    }

    /// Why there can be no network namespace with a wire of ours here; empty if there can.
    static Optional<String> missing() {
        for (String needed : List.of("unshare", "nsenter", "ip")) {
            if (!Shell.has("sh", "-c", "command -v " + needed)) {
                return Optional.of("there is no command " + needed);
            }
        }
        if (!Shell.has("unshare", "--net", "--", "ip", "link", "set", "lo", "up")) {
            return Optional.of("we have no right to make a network namespace (be root)");
        }
        return Files.isWritable(Path.of("/dev/net/tun"))
                ? Optional.empty()
                : Optional.of("there is no /dev/net/tun here that we may write to");
    }

    /// Inside: `SOCKET SEED`. Ends with its standard input, so that it outlives nobody.
    static void main(String[] arguments) throws IOException {
        var socket = UnixDomainSocketAddress.of(arguments[0]);
        var wire = BadWire.through(Tun.open(DEVICE), Long.parseLong(arguments[1]));
        Shell.run("ip", "link", "set", "lo", "up");
        Shell.run("ip", "address", "add", NEAR + "/30", "dev", DEVICE);
        Shell.run("ip", "link", "set", DEVICE, "up");
        ServerSocketChannel listener = Relay.listenAt(new InetSocketAddress(NEAR, PORT));
        try (var relay = Relay.from(listener, () -> socket)) {
            System.out.println("ready");
            var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            for (String line = in.readLine(); line != null && relay.isOpen(); line = in.readLine()) {
                wire.become(BadWire.Quality.parse(line));
            }
        }
    }

    @Override
    String name() {
        return "namespace";
    }

    /// The server as it is reached from inside.
    String url() {
        return "http://" + FAR + ":" + PORT;
    }

    /// Brings a command inside.
    List<String> prefix() {
        return List.of("nsenter", "--net=/proc/" + inside.pid() + "/ns/net", "--");
    }

    void become(BadWire.Quality quality) {
        inside.say(quality.words());
    }

    @Override
    public void close() {
        inside.close();
        outside.close();
        Leftovers.delete(directory);
    }
}
