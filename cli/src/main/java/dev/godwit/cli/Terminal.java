package dev.godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// What a command may touch of the world around it; tests pass their own.
///
/// @param out    data, for people and scripts
/// @param err    progress and errors
/// @param colour whether `out` is a terminal that wants colour
record Terminal(
        PrintStream out,
        PrintStream err,
        InputStream in,
        Map<String, String> environment,
        ZoneId zone,
        boolean colour,
        PasswordPrompt prompt) {
    /// Always UTF-8: JSON has to be, and terminals that are set to nothing else have become rare, while those that
    /// are set to nothing at all (containers, services) have not.
    @SuppressWarnings("SystemConsoleNull") // JDK 25 went back to a console that is null where there is no terminal
    static Terminal ofProcess() {
        var console = System.console();
        boolean interactive = console != null && console.isTerminal();
        var environment = System.getenv();
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
                System.in,
                environment,
                ZoneId.systemDefault(),
                interactive && !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM")),
                question -> console == null || !interactive
                        ? Optional.empty()
                        : Optional.ofNullable(console.readPassword("%s", question))
                                .map(String::new));
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    Path defaultProfile() {
        return variable("GODWIT_PROFILE")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".godwit", "default"));
    }

    String readAll() {
        try {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new Trouble(ExitCode.FAILED, "The text could not be read from standard input.", e);
        }
    }

    /// Asks without showing what is typed; empty where nobody can be asked.
    interface PasswordPrompt {
        Optional<String> ask(String question);
    }
}
