package dev.godwit.cli;

import static dev.godwit.cli.Script.field;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.app.ServerConfig;
import dev.godwit.server.app.StartException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Contacts, blocks, mutes, presence, requests and search as a script uses them.
class OwnThingsTest extends WithScript {
    @BeforeEach
    void twoPeople() {
        script.register("alice", "bob");
    }

    @Test
    void contactsAreTheSameOnAnotherDevice() {
        script.ok("alice", "contacts", "add", "bob", "--nick", "Bobby");
        assertEquals("Bobby", field(script.ok("alice", "contacts", "--json"), "nick"));
        script.sync("alice");
        script.signIn("alice2", "alice");
        script.sync("alice2");
        var there = script.ok("alice2", "contacts", "list", "--json");
        assertAll(() -> assertEquals("Bobby", field(there, "nick")), () -> assertEquals("bob", field(there, "name")));
        script.ok("alice2", "contacts", "remove", "bob");
        script.sync("alice2", "alice");
        assertTrue(script.ok("alice", "contacts").startsWith("No contacts yet."));
    }

    @Test
    void fromWhomIsBlockedNothingIsTaken() {
        script.ok("alice", "contacts", "block", "bob");
        script.sync("alice");
        script.ok("bob", "send", "alice", "Listen");
        script.sync("bob");
        assertEquals("not_accepted", field(script.ok("bob", "outbox", "--json"), "code"));
        script.ok("alice", "contacts", "unblock", "bob");
        script.sync("alice");
        script.ok("bob", "outbox", "retry", field(script.ok("bob", "outbox", "--json"), "message"));
        script.sync("bob", "alice");
        assertTrue(script.ok("alice", "read", "bob").contains("Listen"));
    }

    @Test
    void aMuteShowsOnAnotherDeviceAndCanBeTakenBack() {
        script.ok("alice", "send", "bob", "Hello");
        script.sync("alice");
        script.ok("alice", "mute", "bob");
        script.sync("alice");
        script.signIn("alice2", "alice");
        script.sync("alice2");
        assertEquals("true", field(script.ok("alice2", "conversations", "--json"), "muted"));
        script.ok("alice2", "unmute", "bob");
        script.sync("alice2", "alice");
        assertEquals("false", field(script.ok("alice", "conversations", "--json"), "muted"));
        assertTrue(script.ok("alice", "mute", "bob", "--for", "8h").contains("makes no noise until 20"));
    }

    @Test
    void searchFindsBeginningsOfWordsInAnyOrderAndCountsNothingAsRead() {
        script.ok("bob", "send", "alice", "The train leaves at nine");
        script.ok("bob", "send", "alice", "The bus leaves at ten");
        script.sync("bob", "alice");
        var found = script.ok("alice", "search", "nine", "trai", "--json");
        assertAll(
                () -> assertEquals(1, found.lines().count(), found),
                () -> assertEquals("The train leaves at nine", field(found, "text")),
                () -> assertEquals("bob", field(found, "title")),
                () -> assertEquals(
                        2, script.ok("alice", "search", "leaves").lines().count()),
                () -> assertTrue(script.ok("alice", "search", "ship").startsWith("Nothing found")),
                () -> assertTrue(script.ok("alice", "conversations").contains("2 unread")));
    }

    @Test
    void presenceShowsWhatOthersLetOneSee() {
        script.ok("alice", "send", "bob", "Hello");
        script.sync("alice", "bob");
        assertEquals("offline", field(script.ok("alice", "presence", "bob", "--json"), "state"));
        assertTrue(script.ok("bob", "presence", "busy").contains("busy, until 'godwit presence auto'"));
        assertTrue(script.ok("bob", "presence", "audience", "nobody").contains("seen by nobody"));
        assertTrue(script.fails(ExitCode.USAGE, "bob", "presence", "audience", "some")
                .contains("everybody"));
        assertTrue(script.fails(ExitCode.FAILED, "alice", "presence", "eve").contains("'godwit contacts add eve'"));
        assertTrue(script.ok("alice", "presence").startsWith("You: as your devices are used; seen by everybody."));
    }

    @Test
    void aStrangersRequestIsAcceptedWithoutWritingAnything() throws StartException {
        script.close();
        script = Script.in(directory.resolve("open"), ServerConfig::openToStrangers);
        script.register("alice", "bob");
        script.ok("bob", "send", "alice", "You do not know me");
        script.sync("bob", "alice");
        var request = script.ok("alice", "conversations", "--json");
        assertEquals("true", field(request, "request"));
        assertTrue(script.ok("alice", "conversations").contains("'godwit accept " + field(request, "conversation")));
        script.ok("alice", "read", "bob");
        script.sync("alice", "bob");
        assertEquals("sent", field(script.ok("bob", "read", "alice", "--json"), "state"));
        script.ok("alice", "accept", "bob");
        script.sync("alice", "bob");
        assertAll(
                () -> assertEquals("false", field(script.ok("alice", "conversations", "--json"), "request")),
                () -> assertEquals("read", field(script.ok("bob", "read", "alice", "--json"), "state")));
    }
}
