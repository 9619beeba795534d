package dev.godwit.cli.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A real terminal to type into and look at: tmux with a server of its own, which goes when the test ends.
final class Tmux implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Path socket;

    /// @param command what runs in it, for `/bin/sh`
    Tmux(Path directory, int columns, int rows, String command) throws IOException {
        socket = directory.resolve("tmux");
        tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                "LANG=C.UTF-8 " + command);
    }

    static boolean isInstalled() {
        try {
            var version = new ProcessBuilder("tmux", "-V").start();
            return new String(version.getInputStream().readAllBytes(), UTF_8).startsWith("tmux");
        } catch (IOException e) {
            return false;
        }
    }

    private String tmux(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return out;
    }

    /// @param keys as `tmux send-keys` names them
    void press(String... keys) throws IOException {
        var arguments = new ArrayList<>(List.of("send-keys"));
        arguments.addAll(List.of(keys));
        tmux(arguments.toArray(String[]::new));
    }

    void resize(int columns, int rows) throws IOException {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
    }

    String screen() throws IOException {
        return tmux("capture-pane", "-p");
    }

    /// With the escape sequences of colours and styles.
    String styledScreen() throws IOException {
        return tmux("capture-pane", "-p", "-e");
    }

    String await(String words) throws IOException {
        return await(words, screen -> screen.contains(words));
    }

    String await(String what, Predicate<String> wanted) throws IOException {
        long end = System.nanoTime() + BOUND.toNanos();
        while (true) {
            var screen = screen();
            if (wanted.test(screen)) {
                return screen;
            }
            assertTrue(System.nanoTime() < end, () -> what + " is not on the screen:\n" + screen);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        tmux("kill-server");
    }
}
