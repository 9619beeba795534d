package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PasswordsTest {
    private static Passwords parsed(String... arguments) {
        var passwords = new Passwords();
        var command = CommandLine.Model.CommandSpec.create()
                .addMixin("passwords", CommandLine.Model.CommandSpec.forAnnotatedObject(passwords));
        new CommandLine(command).parseArgs(arguments);
        return passwords;
    }

    @Test
    void theFirstLineOfTheFileIsThePassword(@TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("password"), "pässword one\nnot this\n");
        var passwords = parsed("--password-file", file.toString());
        assertEquals("pässword one", passwords.chosen(Screenful.plain().terminal()));
    }

    @Test
    void aDashReadsItFromStandardInput() {
        var terminal = Screenful.plain().withInput("from a pipe\n").terminal();
        assertEquals("from a pipe", parsed("--password-file", "-").existing(terminal));
    }

    @Test
    void theEnvironmentIsAskedBeforeThePerson() {
        var terminal = Screenful.plain()
                .with("GODWIT_PASSWORD", "secret one")
                .typing("typed")
                .terminal();
        assertEquals("secret one", parsed().existing(terminal));
    }

    @Test
    void aNewPasswordIsTypedTwice() {
        assertEquals(
                "right one",
                parsed().chosen(Screenful.plain()
                        .typing("right one", "right one")
                        .terminal()));
        var different = Screenful.plain().typing("right one", "wrong one").terminal();
        assertThrows(Trouble.class, () -> parsed().chosen(different));
    }

    @Test
    void whereNobodyCanBeAskedItSaysWhatToUse() {
        var trouble = assertThrows(
                Trouble.class, () -> parsed().existing(Screenful.plain().terminal()));
        assertEquals(ExitCode.USAGE, trouble.exitCode());
        assertTrue(String.valueOf(trouble.getMessage()).contains("--password-file"));
    }
}
