package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ServerOptionTest {
    private static String address(Screenful screen, String... arguments) {
        var option = new ServerOption();
        new CommandLine(CommandSpec.create().addMixin("server", CommandSpec.forAnnotatedObject(option)))
                .parseArgs(arguments);
        return option.address(screen.terminal()).toString();
    }

    @Test
    void anOptionComesBeforeTheEnvironmentAndThatBeforeThisMachine() {
        var screen = Screenful.plain().with("GODWIT_SERVER", "https://chat.example.org");
        assertEquals("http://10.0.0.1:90", address(screen, "--server", "http://10.0.0.1:90"));
        assertEquals("https://chat.example.org", address(screen));
        assertEquals("http://127.0.0.1:8080", address(Screenful.plain()));
    }

    @Test
    void theSchemeMayBeLeftOut() {
        assertEquals("http://localhost:8080", address(Screenful.plain(), "-s", "localhost:8080"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.org", "http://", "http://a b", "://"})
    void whatIsNoAddressIsRefusedAsWrongUsage(String wrong) {
        var trouble = assertThrows(Trouble.class, () -> address(Screenful.plain(), "-s", wrong));
        assertEquals(ExitCode.USAGE, trouble.exitCode());
    }
}
