package dev.godwit.testing.torture;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.ChildJvm;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The server under torture, over all its lives.
final class ServerVictim extends Victim implements AutoCloseable {
    /// In MiB; small, so that a full disk need not be large.
    static final int RESERVE = 48;

    private static final Duration COMMAND = Duration.ofSeconds(60);

    private final Disk disk;
    private final Volume volume;
    private final Path log;
    private final List<String> prefix;
    private final Leftovers leftovers;
    private @Nullable ServerProcess process;
    private volatile boolean up;

    /// @param prefix put before its command
    ServerVictim(Disk disk, boolean powerCuts, Path logs, List<String> prefix, Leftovers leftovers) {
        this.disk = disk;
        this.volume = new Volume(disk.path().resolve("server"), powerCuts);
        this.log = logs.resolve("server.log");
        this.prefix = prefix;
        this.leftovers = leftovers;
    }

    @Override
    String name() {
        return "server";
    }

    Disk disk() {
        return disk;
    }

    Volume volume() {
        return volume;
    }

    int port() {
        return process().port();
    }

    ServerProcess process() {
        return Optional.ofNullable(process).orElseThrow();
    }

    /// Whether it should be alive and is not.
    boolean diedByItself() {
        return up && !process().process().isAlive();
    }

    void start(boolean atRisk) {
        start(atRisk, RESERVE);
    }

    void start(boolean atRisk, int reserve) {
        var options = ServerProcess.Options.in(volume.current())
                .jvm("-Xmx512m")
                .prefix(prefix.toArray(String[]::new))
                .environment(volume.begin(atRisk))
                .serve("--reserve", Integer.toString(reserve));
        try {
            if (process == null) {
                process = ServerProcess.start(options);
            } else {
                process.startAgain(options);
            }
        } catch (AssertionError e) {
            throw new BrokenRun("the server does not come up: " + e.getMessage(), e);
        }
        leftovers.process(process().pid());
        up = true;
    }

    void kill() {
        end(false);
    }

    void cutPower() {
        end(true);
    }

    private void end(boolean powerCut) {
        up = false;
        process().kill();
        note();
        volume.end(powerCut);
    }

    /// SIGTERM, and an orderly end.
    void stop() {
        up = false;
        int code = process().stop();
        note();
        volume.end(false);
        // 143: the JVM's own word for SIGTERM.
        if (code != 0 && code != 143) {
            throw new BrokenRun("an orderly stop of the server ended with " + code
                    + process().process().output());
        }
    }

    /// Keeps what it said, for whoever looks for a cause.
    private void note() {
        try {
            Files.writeString(
                    log,
                    process().process().output() + "\n=== end of this life\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An older copy takes the place of the store, and is told so; between two lives.
    void putBack(Path copy) {
        volume.replace(copy);
        var arguments = List.of("restored", "--data", volume.current().toString());
        try (var command = ChildJvm.start(prefix, List.of(), Map.of(), ServerProcess.MAIN, arguments)) {
            if (command.awaitExit(COMMAND) != 0) {
                throw new BrokenRun("godwit restored" + command.output());
            }
        }
    }

    /// Of the store, as it tells everybody who comes.
    String epoch(String token) {
        try (var wire = Wire.connect(port())) {
            wire.hello(token);
            return wire.await(ServerFrame.Welcome.class).epoch();
        }
    }

    /// Stops it where it stands, or lets it go on.
    void freeze(boolean frozen) {
        Shell.ask(List.of(
                "kill", frozen ? "-STOP" : "-CONT", Long.toString(process().pid())));
    }

    @Override
    public void close() {
        up = false;
        if (process != null) {
            process.close();
            note();
        }
        disk.close();
    }
}
