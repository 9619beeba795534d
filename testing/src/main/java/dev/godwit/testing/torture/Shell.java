package dev.godwit.testing.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs small commands of the system.
final class Shell {
    private static final long BOUND_SECONDS = 60;

    private Shell() {}

    /// What a command said, and how it ended; 127 when there is no such command.
    record Said(int code, String words) {
        boolean isFine() {
            return code == 0;
        }
    }

    static Said ask(List<String> command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String words = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Said(124, words);
            }
            return new Said(process.exitValue(), words);
        } catch (IOException e) {
            return new Said(127, "there is no command " + command.getFirst());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Said(130, "interrupted");
        }
    }

    static void run(String... command) {
        Said said = ask(List.of(command));
        if (!said.isFine()) {
            throw new BrokenRun(String.join(" ", command) + ": " + said.words());
        }
    }

    static boolean has(String... command) {
        return ask(List.of(command)).isFine();
    }
}
