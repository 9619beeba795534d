package dev.godwit.cli;

import static dev.godwit.cli.Script.field;
import static dev.godwit.cli.Script.line;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Groups as a script uses them. Nothing but `sync` uses the network.
class GroupCommandsTest extends WithScript {
    @BeforeEach
    void threePeople() {
        script.register("alice", "bob", "carol");
    }

    private void trip() {
        script.ok("alice", "group", "create", "Trip", "bob", "carol");
        script.sync("alice", "bob", "carol");
    }

    @Test
    void aGroupWithPeopleNeverLookedUpIsMadeAndWrittenToWithoutTheNetwork() {
        var made = script.ok("alice", "group", "create", "--json", "Trip", "bob", "carol");
        script.ok("alice", "send", "Trip", "The train leaves at nine");
        assertAll(
                () -> assertEquals("Trip", field(made, "title")),
                () -> assertEquals("owner", field(made, "role")),
                () -> assertEquals("3", field(made, "members")));
        script.sync("alice", "bob", "carol");
        assertTrue(script.ok("bob", "read", "Trip").contains("alice     The train leaves at nine"));
        script.ok("carol", "send", "trip", "I bring the map");
        script.sync("carol", "alice");
        assertEquals("I bring the map", field(script.ok("alice", "conversations", "Trip", "--json"), "last_text"));
    }

    @Test
    void membersAndRolesAreListed() {
        trip();
        script.ok("alice", "group", "role", "Trip", "bob", "admin");
        script.sync("alice", "carol");
        var members = script.ok("carol", "group", "members", "Trip", "--json");
        var shown = script.ok("carol", "group", "show", "Trip");
        assertAll(
                () -> assertEquals(3, members.lines().count(), members),
                () -> assertEquals("owner", field(line(members, "\"alice\""), "role")),
                () -> assertEquals("admin", field(line(members, "\"bob\""), "role")),
                () -> assertEquals("member", field(line(members, "\"carol\""), "role")),
                () -> assertTrue(shown.contains("carol (you)"), shown),
                () -> assertTrue(shown.contains("newcomers read from when they joined on"), shown));
    }

    @Test
    void whoIsRemovedKeepsWhatWasAndIsToldThatTheRestWasNotTaken() {
        trip();
        script.ok("alice", "send", "Trip", "Before");
        script.sync("alice", "carol");
        script.ok("alice", "group", "remove", "Trip", "carol");
        script.ok("alice", "send", "Trip", "Afterwards");
        script.sync("alice");
        script.ok("carol", "send", "Trip", "Written without knowing");
        script.sync("carol");
        var read = script.ok("carol", "read", "Trip", "--json");
        assertAll(
                () -> assertTrue(read.contains("Before"), read),
                () -> assertFalse(read.contains("Afterwards"), read),
                () -> assertEquals("not_a_member", field(line(read, "Written without knowing"), "code")),
                () -> assertEquals("", script.ok("carol", "group", "members", "Trip")),
                () -> assertTrue(script.ok("carol", "group", "list").contains("(left)")));
        script.sync("alice");
        assertFalse(script.ok("alice", "read", "Trip").contains("Written without knowing"));
    }

    @Test
    void aLinkLetsAsManyInAsItSaysUntilItIsTakenBack() {
        script.ok("alice", "group", "create", "Trip");
        var once =
                field(script.ok("alice", "group", "link", "Trip", "--uses", "1", "--for", "7d", "--json"), "address");
        script.sync("alice");
        assertEquals("true", field(script.ok("bob", "group", "join", once, "--json"), "joining"));
        script.sync("bob", "alice");
        assertTrue(script.ok("bob", "group", "list").contains("2 members"));
        assertEquals(
                "No links. 'godwit group link",
                script.ok("alice", "group", "links", "Trip").substring(0, 28));

        var always = script.ok("alice", "group", "link", "Trip").strip();
        script.ok("alice", "group", "unlink", "Trip", always);
        script.sync("alice");
        script.ok("carol", "group", "join", always);
        script.sync("carol");
        assertEquals("failed", field(script.ok("carol", "outbox", "--json"), "state"));
    }

    @Test
    void theTitleOfWhoWasFasterStays() {
        trip();
        script.ok("alice", "group", "role", "Trip", "bob", "admin");
        script.sync("alice", "bob");
        script.ok("alice", "group", "title", "Trip", "Journey");
        script.ok("bob", "group", "title", "Trip", "Tour");
        script.sync("bob", "alice");
        assertEquals("stale", field(script.ok("alice", "outbox", "--json"), "code"));
        script.ok("alice", "outbox", "retry", field(script.ok("alice", "outbox", "--json"), "message"));
        script.sync("alice", "bob");
        assertEquals("Journey", field(script.ok("bob", "group", "list", "--json"), "title"));
    }

    @Test
    void whoHasReadWhatIsShownMemberByMember() {
        trip();
        script.ok("alice", "send", "Trip", "Who is awake");
        script.sync("alice", "bob", "carol");
        script.ok("bob", "read", "Trip");
        script.sync("bob", "alice");
        var read = script.ok("alice", "read", "Trip", "--reach");
        var json = line(script.ok("alice", "read", "Trip", "--reach", "--json"), "Who is awake");
        assertAll(
                () -> assertTrue(read.contains("read by bob · delivered to carol"), read),
                () -> assertTrue(json.contains("\"name\":\"bob\",\"delivered\":true,\"read\":true"), json),
                () -> assertTrue(json.contains("\"name\":\"carol\",\"delivered\":true,\"read\":false"), json));
    }

    @Test
    void theLastOwnerWhoLeavesIsFollowedByAnother() {
        trip();
        script.ok("alice", "group", "leave", "Trip");
        script.sync("alice", "bob");
        assertEquals("owner", field(line(script.ok("bob", "group", "members", "Trip", "--json"), "\"bob\""), "role"));
        script.ok("bob", "group", "add", "Trip", "alice");
        script.sync("bob", "alice");
        assertEquals("3", field(script.ok("alice", "group", "list", "--json"), "members"));
    }

    @Test
    void aTitleThatSeveralGroupsHaveIsNeverGuessed() {
        var one = field(script.ok("alice", "group", "create", "--json", "Trip", "bob"), "conversation");
        var other = field(script.ok("alice", "group", "create", "--json", "Trip", "carol"), "conversation");
        var said = script.fails(ExitCode.FAILED, "alice", "send", "Trip", "To whom");
        assertAll(
                () -> assertTrue(said.contains("'Trip' can mean several: "), said),
                () -> assertTrue(said.contains(one + " (the group Trip, 2 members)"), said),
                () -> assertTrue(said.contains(other + " (the group Trip, 2 members)"), said),
                () -> assertEquals(other, field(script.ok("alice", "send", "--json", other, "Hello"), "conversation")),
                () -> assertFalse(script.ok("alice", "read", one).contains("To whom")));
    }

    @Test
    void aGroupThatIsCalledLikeSomebodyIsNotMistakenForThem() {
        script.ok("alice", "send", "bob", "Hello");
        script.sync("alice");
        script.ok("alice", "group", "create", "bob", "carol");
        var said = script.fails(ExitCode.FAILED, "alice", "send", "bob", "Between us");
        assertTrue(said.contains("the group bob") && said.contains("the conversation with bob"), said);
        assertEquals("bob", field(script.ok("alice", "group", "add", "--json", "bob", "bob"), "title"));
    }

    @Test
    void whatIsNotThereSaysWhatToDo() {
        var none = script.fails(ExitCode.FAILED, "alice", "group", "show", "Nowhere");
        script.ok("alice", "send", "bob", "Hello");
        var person = script.fails(ExitCode.FAILED, "alice", "group", "add", "bob", "carol");
        assertAll(
                () -> assertTrue(none.contains("'godwit group list'"), none),
                () -> assertTrue(person.contains("is no group"), person),
                () -> script.fails(ExitCode.USAGE, "alice", "group", "role", "Nowhere", "bob"),
                () -> assertTrue(script.ok("alice", "group", "list").contains("'godwit group create TITLE PEOPLE…'")));
        script.ok("alice", "group", "create", "Trip");
        var role = script.fails(ExitCode.USAGE, "alice", "group", "role", "Trip", "bob", "king");
        var history = script.fails(ExitCode.USAGE, "alice", "group", "history", "Trip", "some");
        assertAll(
                () -> assertTrue(role.contains("owner, admin and member"), role),
                () -> assertTrue(history.contains("'joined' nor 'all'"), history));
    }
}
