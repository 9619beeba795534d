package dev.godwit.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.cli.ThisProgram;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// The processes of the demo. Each writes to files of its own in the demo's directory, and none outlives the demo.
final class Children implements AutoCloseable {
    static final String PASSWORD = "in the tunnel";
    private static final Duration ONE_COMMAND = Duration.ofSeconds(30);

    private final Path directory;
    private final Map<String, String> environment;
    private final List<Child> started = new CopyOnWriteArrayList<>();

    /// @param environment of the demo itself
    Children(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    record Child(String name, Process process, Path out, Path err) {
        /// The same as `kill -9`: the process gets no chance to tidy up.
        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        String output() throws IOException {
            return Files.readString(out, UTF_8);
        }

        String errors() throws IOException {
            return Files.readString(err, UTF_8);
        }
    }

    Child start(String name, String... arguments) throws IOException {
        var command = new ArrayList<>(ThisProgram.command(environment));
        command.addAll(List.of(arguments));
        var base = started.size() + "-" + name;
        var out = directory.resolve(base + ".out");
        var err = directory.resolve(base + ".err");
        var builder = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment()
                .putAll(Map.of("GODWIT_NO_BUILD", "1", "GODWIT_NO_BACKGROUND", "1", "GODWIT_PASSWORD", PASSWORD));
        var child = new Child(name, builder.start(), out, err);
        started.add(child);
        return child;
    }

    /// Runs one command to its end.
    ///
    /// @return what it printed
    String run(String name, String... arguments) throws IOException, InterruptedException {
        return finish(start(name, arguments));
    }

    String finish(Child child) throws IOException, InterruptedException {
        if (!child.process().waitFor(ONE_COMMAND.toSeconds(), TimeUnit.SECONDS)) {
            child.kill();
            throw new DemoFailure("'" + child.name() + "' did not end within " + ONE_COMMAND.toSeconds() + " s.");
        }
        if (child.process().exitValue() != 0) {
            throw new DemoFailure("'" + child.name() + "' ended with exit code "
                    + child.process().exitValue() + ": " + child.errors());
        }
        return child.output();
    }

    /// The last words of everybody who had any, for a report of what went wrong.
    String lastWords() throws IOException {
        var words = new StringBuilder();
        for (var child : started) {
            var lines = child.errors().lines().toList();
            if (!lines.isEmpty()) {
                words.append("--- ")
                        .append(child.name())
                        .append(" (")
                        .append(child.process().pid())
                        .append(")\n");
                lines.subList(Math.max(0, lines.size() - 10), lines.size())
                        .forEach(line -> words.append("    ").append(line).append('\n'));
            }
        }
        return words.toString();
    }

    @Override
    public void close() {
        started.forEach(child -> child.process().destroyForcibly());
        for (var child : started) {
            child.process().onExit().join();
        }
    }
}
