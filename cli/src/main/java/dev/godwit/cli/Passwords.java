package dev.godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a password comes from. Never from an argument: everybody on the machine can read those.
final class Passwords {
    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Read the password from the first line of FILE (- is standard input). Otherwise it is taken "
                    + "from $$GODWIT_PASSWORD, and else you are asked for it.")
    @Nullable
    private String file;

    String existing(Terminal terminal) {
        return given(terminal).or(() -> terminal.prompt().ask("Password: ")).orElseThrow(Passwords::nobodyToAsk);
    }

    String chosen(Terminal terminal) {
        var given = given(terminal);
        if (given.isPresent()) {
            return given.get();
        }
        var first = terminal.prompt().ask("New password: ").orElseThrow(Passwords::nobodyToAsk);
        var second = terminal.prompt().ask("The same again: ").orElseThrow(Passwords::nobodyToAsk);
        if (!first.equals(second)) {
            throw new Trouble(ExitCode.FAILED, "The two passwords differ. Nothing was changed; try again.");
        }
        return first;
    }

    private Optional<String> given(Terminal terminal) {
        if (file == null) {
            return terminal.variable("GODWIT_PASSWORD");
        }
        try {
            String all = file.equals("-") ? terminal.readAll() : Files.readString(Path.of(file), UTF_8);
            return Optional.of(all.lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new Trouble(ExitCode.FAILED, "The password file " + file + " could not be read.", e);
        }
    }

    private static Trouble nobodyToAsk() {
        return new Trouble(
                ExitCode.USAGE,
                "There is no terminal to ask for the password. Use --password-file FILE or $GODWIT_PASSWORD.");
    }
}
