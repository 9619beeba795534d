package dev.godwit.testing.power;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.godwit.testing.harness.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A disk that forgets what was not flushed: runs programs on it and cuts their power. Each cut leaves a
/// directory as the power cut would have left it, on which the next program goes on. The model is described
/// in `powercut.c`.
public final class PowerCut {
    private static final String SOURCE = "powercut.c";

    private final Path library;
    private final Path place;
    private final Path failing;
    private int generation;

    /// Compiles the library. Without a C compiler this fails: a power cut that is not tested must not look
    /// tested.
    public PowerCut(Path place) throws IOException, InterruptedException {
        this.place = place;
        this.library = place.resolve("powercut.so");
        this.failing = place.resolve("flushes-fail");
        Files.createDirectory(current());
        Path source = place.resolve(SOURCE);
        try (var text = PowerCut.class.getResourceAsStream(SOURCE)) {
            Files.copy(Objects.requireNonNull(text, "it lies beside this class"), source);
        }
        var command = List.of(
                "cc",
                "-shared",
                "-fPIC",
                "-O2",
                "-Wall",
                "-Werror",
                "-o",
                library.toString(),
                source.toString(),
                "-ldl",
                "-lpthread");
        try {
            var cc = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(cc.getInputStream().readAllBytes(), UTF_8);
            if (!cc.waitFor(60, SECONDS) || cc.exitValue() != 0) {
                throw new AssertionError("powercut.c does not compile: " + said);
            }
        } catch (IOException e) {
            throw new AssertionError(
                    "There is no C compiler: install gcc (./godwit test does), or this is not tested.", e);
        }
    }

    /// The directory that the next program uses: empty at first, then what the last power cut left.
    public Path current() {
        return place.resolve("disk-" + generation);
    }

    /// Starts a program on [#current], which must be among its arguments.
    public ChildJvm start(Class<?> main, String... arguments) throws IOException {
        return ChildJvm.start(List.of(), List.of("-Xmx256m"), environment(), main.getName(), List.of(arguments));
    }

    /// What must be in the environment of a program that runs on [#current].
    public Map<String, String> environment() throws IOException {
        Path shadow = place.resolve("disk-" + (generation + 1));
        if (Files.notExists(shadow)) {
            Files.createDirectory(shadow);
        }
        var environment = new HashMap<String, String>();
        environment.put("LD_PRELOAD", library.toString());
        environment.put("GODWIT_POWERCUT_ROOT", current().toString());
        environment.put("GODWIT_POWERCUT_SHADOW", shadow.toString());
        environment.put("GODWIT_POWERCUT_FAIL", failing.toString());
        return environment;
    }

    /// Cuts the power; [#current] is then what it left.
    public void cut(ChildJvm program) {
        program.kill();
        swap();
    }

    /// The same for a program that was killed already. One that was killed before it had come to its disk has changed
    /// nothing there: then all stays as it was.
    public void swap() {
        if (Files.exists(place.resolve("disk-" + (generation + 1) + ".whole"))) {
            generation++;
            return;
        }
        try {
            sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// After a program ended in another way: what it has written is there, flushed or not. Takes away, too,
    /// what no program will use any more.
    public void sweep() throws IOException {
        List<Path> all;
        try (var files = Files.list(place)) {
            all = files.filter(file -> String.valueOf(file.getFileName()).startsWith("disk-"))
                    .filter(file -> !file.equals(current()))
                    .toList();
        }
        for (Path each : all) {
            try (var files = Files.walk(each)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /// From now on flushing fails, or no longer.
    public void failFlushes(boolean fail) throws IOException {
        if (fail) {
            Files.createFile(failing);
        } else {
            Files.delete(failing);
        }
    }
}
