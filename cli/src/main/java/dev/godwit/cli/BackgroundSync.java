package dev.godwit.cli;

import dev.godwit.client.sdk.Account;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.view.ConnectionState;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A process of its own, at most one per profile, that empties the outbox after the command that filled it
/// has ended. It stays as long as something waits, however long the tunnel is.
final class BackgroundSync {
    static final String OPTION = "--background";
    private static final String LOCK = "background.lock";
    private static final Duration ONE_TRY = Duration.ofSeconds(60);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private BackgroundSync() {}

    /// Whether what a command leaves in the outbox goes out without another command.
    static boolean isWanted(Terminal terminal) {
        return terminal.variable("GODWIT_NO_BACKGROUND").isEmpty();
    }

    /// Starts it if something waits that a signed-in profile could send.
    static void startIfUseful(Terminal terminal, Path profile, Godwit godwit) {
        if (godwit.account().filter(Account::signedIn).isPresent() && OutboxCommand.waiting(godwit) > 0) {
            start(terminal, profile);
        }
    }

    /// What is to be sent must be committed before: a process that runs already looks again after it has
    /// let go of the lock, so either it sees the change or a new one is started here.
    static void start(Terminal terminal, Path profile) {
        if (!isWanted(terminal)) {
            return;
        }
        try (var lock = FileHold.tryTake(profile.resolve(LOCK))) {
            if (!lock.isHeld()) {
                return;
            }
        }
        try {
            var builder = new ProcessBuilder(command(terminal, profile));
            builder.environment().put("GODWIT_NO_BUILD", "1");
            builder.redirectInput(Redirect.from(new File("/dev/null")));
            var log = profile.resolve("background.log").toFile();
            builder.redirectOutput(log).redirectError(log);
            builder.start();
        } catch (IOException e) {
            // What was written is safe; the next command, or 'watch', sends it.
            terminal.err().println("Nothing could be started in the background; 'godwit sync' sends what waits.");
        }
    }

    /// The other side: runs until nothing waits.
    static void run(Path profile, Godwit godwit) throws InterruptedException {
        boolean again = true;
        while (again) {
            try (var lock = FileHold.tryTake(profile.resolve(LOCK))) {
                if (!lock.isHeld()) {
                    return;
                }
                again = drain(profile, godwit);
            }
            again = again && OutboxCommand.waiting(godwit) > 0;
        }
    }

    /// @return whether it makes sense to look again
    private static boolean drain(Path profile, Godwit godwit) throws InterruptedException {
        var pause = FIRST_PAUSE;
        while (Files.isDirectory(profile)) {
            try {
                var summary = godwit.syncOnce(ONE_TRY);
                if (summary.complete()) {
                    return true;
                }
                if (summary.last() instanceof ConnectionState.SignedOut) {
                    return false;
                }
                pause = summary.sent() > 0 ? FIRST_PAUSE : longer(pause);
            } catch (GodwitException e) {
                switch (e.code()) {
                    case GodwitException.IN_USE -> {
                        // A 'watch' or 'sync' does the same at this moment; wait for the outcome.
                        if (OutboxCommand.waiting(godwit) == 0) {
                            return true;
                        }
                        pause = FIRST_PAUSE;
                    }
                    default -> {
                        return false;
                    }
                }
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis()));
        }
        return false;
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static List<String> command(Terminal terminal, Path profile) {
        // Neither Ctrl-C in this terminal nor closing it is meant for the process in the background.
        var command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "godwit"));
        command.addAll(ThisProgram.command(terminal.environment()));
        command.addAll(
                List.of("sync", OPTION, "--profile", profile.toAbsolutePath().toString()));
        return command;
    }
}
