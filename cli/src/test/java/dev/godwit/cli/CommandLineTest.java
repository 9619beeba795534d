package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class CommandLineTest {
    private static final List<String> COMMANDS = List.of(
            "serve",
            "register",
            "login",
            "logout",
            "invite",
            "send",
            "read",
            "conversations",
            "search",
            "group",
            "contacts",
            "accept",
            "mute",
            "unmute",
            "presence",
            "outbox",
            "sync",
            "watch",
            "devices",
            "whoami",
            "demo");

    private final Screenful screen = Screenful.plain();

    @Test
    void withoutACommandItSaysWhatThereIs() {
        assertEquals(ExitCode.OK, screen.run());
        for (var command : COMMANDS) {
            assertTrue(screen.out().contains("\n  " + command + " "), command);
        }
        assertFalse(screen.out().contains("warm-up"), "what only the build needs is not shown");
        assertFalse(screen.out().contains("sessions"), "nor a name from before");
    }

    @ParameterizedTest
    @FieldSource("COMMANDS")
    void everyCommandExplainsItself(String command) {
        assertEquals(ExitCode.OK, screen.run(command, "--help"));
        assertTrue(screen.out().contains("Usage: godwit " + command), screen.out());
    }

    @ParameterizedTest
    @CsvSource({
        "group, create list show members add remove leave role title history link links unlink join",
        "contacts, list add remove block unblock",
        "presence, busy auto audience",
        "outbox, retry edit discard",
        "devices, list sign-out"
    })
    void whatIsBelowACommandIsListedAndExplainsItself(String command, String below) {
        assertEquals(ExitCode.OK, screen.run(command, "--help"));
        for (var one : below.split(" ", -1)) {
            assertTrue(screen.out().contains("\n  " + one + " "), one);
            var its = Screenful.plain();
            assertEquals(ExitCode.OK, its.run(command, one, "--help"), its::err);
            assertTrue(its.out().contains("Usage: godwit " + command + ' ' + one), its.out());
        }
    }

    @Test
    void aTypingErrorBelowACommandIsAnsweredToo() {
        assertEquals(ExitCode.USAGE, screen.run("group", "crate", "Trip"));
        assertTrue(screen.err().contains("create"), screen.err());
    }

    @Test
    void whatIsNoTimeIsExplained() {
        assertEquals(ExitCode.USAGE, screen.run("group", "link", "Trip", "--for", "tomorrow"));
        assertTrue(screen.err().contains("30m, 8h, 7d, 2w"), screen.err());
    }

    @Test
    void aTypingErrorIsAnsweredWithWhatWasProbablyMeant() {
        assertEquals(ExitCode.USAGE, screen.run("conversation"));
        assertTrue(screen.err().contains("godwit conversations"), screen.err());
    }

    @Test
    void sendNeedsAText() {
        assertEquals(ExitCode.USAGE, screen.run("send", "bob"));
        assertTrue(screen.err().contains("TEXT"), screen.err());
    }

    @Test
    void aCommandWithoutAProfileSaysHowToGetOneAndMakesNone(@TempDir Path directory) {
        var profile = directory.resolve("nobody");
        assertEquals(ExitCode.NOT_SIGNED_IN, screen.run("read", "bob", "--profile", profile.toString()));
        assertAll(
                () -> assertTrue(screen.err().contains("godwit register NAME"), screen.err()),
                () -> assertEquals("", screen.out()),
                () -> assertFalse(Files.exists(profile)));
    }

    @Test
    void theProfileMayComeFromTheEnvironment(@TempDir Path directory) {
        var profile = directory.resolve("from-environment").toString();
        assertEquals(
                ExitCode.NOT_SIGNED_IN, screen.with("GODWIT_PROFILE", profile).run("whoami"));
        assertTrue(screen.err().contains(profile), screen.err());
    }

    @Test
    void errorsShowAStackTraceOnlyWhenAsked(@TempDir Path directory) {
        var profile = directory.resolve("nobody").toString();
        var debugging = Screenful.plain();
        assertEquals(ExitCode.NOT_SIGNED_IN, screen.run("outbox", "--profile", profile));
        assertEquals(ExitCode.NOT_SIGNED_IN, debugging.run("outbox", "--debug", "--profile", profile));
        assertFalse(screen.err().contains("\tat "), screen.err());
        assertTrue(debugging.err().contains("\tat "), debugging.err());
    }

    @Test
    void noPasswordIsEverTakenFromAnArgument() {
        assertEquals(ExitCode.USAGE, screen.run("login", "alice", "--password", "secret"));
        assertEquals(ExitCode.USAGE, Screenful.plain().run("login", "alice", "secret"));
    }
}
