package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The commands as a script uses them, one after the other, with a server in this process.
class CommandsWithServerTest extends WithScript {
    @BeforeEach
    void twoPeople() {
        script.register("alice", "bob");
    }

    @Test
    void aMessageIsSentFetchedAndRead() {
        var written = ok("alice", "send", "--json", "bob", "On", "my", "way");
        assertAll(
                () -> assertEquals("pending", Script.field(written, "state")),
                () -> assertEquals("On my way", Script.field(written, "text")));
        ok("alice", "sync");
        assertEquals("sent", Script.field(ok("alice", "read", "bob", "--json"), "state"));
        ok("bob", "sync");
        assertTrue(ok("bob", "conversations").contains("1 unread"));
        assertTrue(ok("bob", "read", "alice").contains("alice     On my way"));
        assertFalse(ok("bob", "conversations").contains("unread"));
        ok("bob", "sync");
        ok("alice", "sync");
        assertTrue(ok("alice", "read", "bob").contains("On my way  ✓✓ read"));
    }

    @Test
    void whatIsSentGoesOutByItselfAfterTheCommandHasEnded() {
        var screen = Screenful.plain();
        assertEquals(ExitCode.OK, script.run(screen, "alice", "send", "bob", "By itself"));
        Script.await(() ->
                Script.field(ok("alice", "read", "bob", "--json"), "state").equals("sent"));
        Script.await(() -> {
            try (var lock = FileHold.tryTake(directory.resolve("alice").resolve("background.lock"))) {
                return lock.isHeld();
            }
        });
    }

    @Test
    void readingWithKeepUnreadLeavesItUnread() {
        ok("alice", "send", "bob", "Later");
        ok("alice", "sync");
        ok("bob", "sync");
        ok("bob", "read", "alice", "--keep-unread");
        assertTrue(ok("bob", "conversations").contains("1 unread"));
    }

    @Test
    void withoutAServerWhatIsWrittenWaitsAndSyncSaysThatThereIsNoConnection() {
        script.close();
        ok("alice", "send", "bob", "Written in the tunnel");
        assertTrue(ok("alice", "outbox").contains("\"Written in the tunnel\"  🕓 waiting"));
        var screen = Script.screen();
        assertEquals(ExitCode.NO_CONNECTION, script.run(screen, "alice", "sync", "--timeout", "5"));
        assertAll(
                () -> assertTrue(
                        screen.out().contains("1 message waits here and goes out with the next 'godwit sync'"),
                        screen.out()),
                () -> assertTrue(screen.err().contains("cannot be reached"), screen.err()));
    }

    @Test
    void whatWaitsCanBeEditedAndDiscarded() {
        var first = Script.field(ok("alice", "send", "--json", "bob", "First"), "message");
        var second = Script.field(ok("alice", "send", "--json", "bob", "Secnd"), "message");
        ok("alice", "outbox", "discard", first);
        ok("alice", "outbox", "edit", "#" + second, "Second");
        ok("alice", "sync");
        ok("bob", "sync");
        var read = ok("bob", "read", "alice", "--json");
        assertAll(
                () -> assertEquals(1, read.lines().count(), read),
                () -> assertEquals("Second", Script.field(read, "text")));
    }

    @Test
    void anUnknownNameFailsWithItsReasonAndHoldsUpNobodyElse() {
        ok("alice", "send", "nobody-here", "Hello?");
        ok("alice", "send", "bob", "Hello");
        ok("alice", "sync");
        var waiting = ok("alice", "outbox", "--json");
        assertAll(
                () -> assertEquals(1, waiting.lines().count(), waiting),
                () -> assertEquals("failed", Script.field(waiting, "state")),
                () -> assertEquals("unknown_name", Script.field(waiting, "code")));
    }

    @Test
    void textComesFromStandardInput() {
        var screen = Script.screen().withInput("two\nlines\n");
        assertEquals(ExitCode.OK, script.run(screen, "alice", "send", "bob", "-"));
        assertTrue(ok("alice", "read", "bob", "--json").contains("\"text\":\"two\\nlines\""));
    }

    @Test
    void aWrongPasswordIsToldAsOne() {
        var screen = Screenful.plain().with("GODWIT_NO_BACKGROUND", "1").with("GODWIT_PASSWORD", "not hers at all");
        assertEquals(ExitCode.FAILED, script.run(screen, "new", "login", "alice", "--server", script.address()));
        assertFalse(screen.err().isBlank());
    }

    @Test
    void aDeviceThatWasSignedOutIsLockedAndSendsWhatWaitsWhenItsPersonSignsInAgain() {
        script.signIn("bob2", "bob");
        var other = Script.line(ok("bob2", "devices", "--json"), "\"current\":false");
        ok("bob2", "devices", "sign-out", Script.field(other, "session"));
        ok("bob", "send", "alice", "Still mine");
        script.fails(ExitCode.NOT_SIGNED_IN, "bob", "sync");
        // Whoever has the device now sees nothing of it.
        script.fails(ExitCode.NOT_SIGNED_IN, "bob", "outbox");
        script.fails(ExitCode.NOT_SIGNED_IN, "bob", "read", "alice");
        script.fails(ExitCode.NOT_SIGNED_IN, "bob", "send", "alice", "Not by whoever has it now");
        script.signIn("bob", "bob");
        ok("bob", "sync");
        assertEquals("sent", Script.field(ok("bob", "read", "alice", "--json"), "state"));
        assertEquals("Nothing waits.", ok("bob", "outbox").strip());
        ok("alice", "sync");
        assertTrue(ok("alice", "read", "bob", "--json").contains("Still mine"));
    }

    @Test
    void twoDevicesWithOneNameAreToldApartByTheirIds() {
        script.signIn("bob2", "bob");
        var name = Script.field(ok("bob2", "devices", "--json"), "name");
        var said = script.fails(ExitCode.FAILED, "bob2", "devices", "sign-out", name);
        assertAll(
                () -> assertTrue(said.startsWith("2 devices are called " + name), said),
                () -> assertTrue(said.contains("(this one)"), said),
                () -> assertEquals(2, ok("bob2", "devices").lines().count()),
                () -> assertTrue(script.fails(ExitCode.FAILED, "bob2", "devices", "sign-out", "fridge")
                        .contains("No device of yours is called fridge")));
    }

    @Test
    void whatDevicesWereCalledBeforeStillWorks() {
        script.signIn("bob2", "bob");
        var other = Script.line(ok("bob2", "sessions", "--json"), "\"current\":false");
        ok("bob2", "sessions", "revoke", Script.field(other, "session"));
        assertEquals(1, ok("bob2", "devices", "--json").lines().count());
    }

    @Test
    void aLookUpIsNotCountedAsSent() {
        ok("alice", "send", "bob", "Hello");
        assertEquals("1", Script.field(ok("alice", "sync", "--json"), "sent"));
    }

    @Test
    void aConversationIsAlsoMeantByItsNumber() {
        var number = Script.field(ok("alice", "send", "--json", "bob", "One"), "conversation");
        assertAll(
                () -> assertEquals(number, Script.field(ok("alice", "send", "--json", number, "Two"), "conversation")),
                () -> assertEquals(
                        2, ok("alice", "read", "#" + number, "--json").lines().count()),
                () -> assertEquals("bob", Script.field(ok("alice", "conversations", number, "--json"), "title")));
    }

    @Test
    void onlyAnAdministratorInvites() {
        assertFalse(script.fails(ExitCode.FAILED, "bob", "invite").isBlank());
    }

    private String ok(String person, String... command) {
        return script.ok(person, command);
    }
}
