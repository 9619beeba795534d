package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Presence;
import dev.godwit.client.view.WaitsFor;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewTest {
    private static final String LONG_AND_MIXED =
            "Ein sehr langer Titel mit 中文 und עברית und 👨\u200D👩\u200D👧 und cafe\u0301 ohne Ende";

    private static Stage conversation(int columns, int rows, Theme.Depth depth) {
        return new Stage(columns, rows, depth)
                .with(
                        List.of(Stage.talk(1, "bob", 2), Stage.talk(2, LONG_AND_MIXED, 1_200)),
                        Stage.theirs(1, "Where are you?"),
                        Stage.mine(2, "On my way", new MessageState.Read()),
                        Stage.mine(3, "With the tent", new MessageState.Delivered()),
                        Stage.mine(4, "Written in the tunnel", new MessageState.Pending(WaitsFor.CONNECTION)),
                        Stage.mine(5, "Too long", new MessageState.Failed("too_large", "It is too long.")),
                        Stage.theirs(6, LONG_AND_MIXED.repeat(3)));
    }

    @Test
    void everyMessageShowsExactlyOneStateInWordsWhereThereIsNoColour() {
        var text = conversation(80, 40, Theme.Depth.NONE).text();
        for (var state : List.of("✓✓ read", "✓✓ delivered", "🕓 waiting", "! failed")) {
            assertEquals(1, text.split(java.util.regex.Pattern.quote(state), -1).length - 1, state + " in\n" + text);
        }
        assertTrue(text.contains("It is too long."), text);
        assertTrue(text.contains("Retry · Edit · Discard"), text);
    }

    @Test
    void inColourOnlyTheNewestOwnMessageSaysItInWords() {
        var text = conversation(80, 40, Theme.Depth.SIXTEEN).text();
        assertFalse(text.contains("✓✓ read"), text);
        assertTrue(text.contains("✓✓"), text);
    }

    @Test
    void nothingIsWiderOrHigherThanItsPlaceAtAnySize() {
        for (int columns = 20; columns <= 200; columns += 15) {
            for (int rows = 6; rows <= 60; rows += 13) {
                var stage = conversation(columns, rows, Theme.Depth.SIXTEEN);
                for (var key : List.of(Key.Name.F1, Key.Name.ESCAPE, Key.Name.UP)) {
                    assertFits(stage.press(key).picture());
                }
                stage.press(Key.of(Key.Name.ESCAPE), Key.ctrl('k')).type("ein");
                assertFits(stage.picture());
                stage.press(Key.of(Key.Name.ESCAPE), Key.ctrl('g')).type(LONG_AND_MIXED);
                assertFits(stage.picture());
                stage.press(Key.Name.ESCAPE).type(LONG_AND_MIXED.repeat(4));
                assertFits(stage.picture());
            }
        }
    }

    private static void assertFits(Picture picture) {
        int column = 0;
        for (var pane : picture.panes()) {
            assertEquals(column, pane.column());
            assertEquals(picture.rows(), pane.lines().size());
            for (var line : pane.lines()) {
                assertTrue(Cells.width(line.toString()) <= pane.width(), pane.width() + ": " + line);
            }
            column += pane.width();
        }
        assertEquals(picture.columns(), column);
        assertTrue(picture.row() < picture.rows() && picture.column() < picture.columns(), picture.toString());
    }

    @Test
    void aNarrowTerminalShowsOnePaneAtATime() {
        var stage = conversation(50, 20, Theme.Depth.NONE);
        assertTrue(stage.text().contains("On my way") && !stage.text().contains("1200"), stage.text());
        stage.press(Key.Name.ESCAPE);
        assertTrue(stage.text().contains("999+"), stage.text());
        assertFalse(stage.text().contains("On my way"), stage.text());
        stage.press(Key.Name.ENTER);
        assertTrue(stage.text().contains("On my way"), stage.text());
    }

    @Test
    void anEmptyListInvitesToOneAction() {
        var text = new Stage(80, 24).on(new Event.Conversations(List.of())).text();
        assertTrue(text.contains("Nobody here yet."), text);
        assertTrue(text.contains("Ctrl+T writes to"), text);
    }

    @Test
    void theConnectionIsOnlySpokenOfWhenThereIsSomethingToSay() {
        var stage = conversation(80, 24, Theme.Depth.NONE);
        assertFalse(stage.text().contains("onnect"), stage.text());
        stage.on(new Event.Connection(
                new ConnectionState.WaitingToRetry(Stage.NOON.plusSeconds(8), "The server cannot be reached.")));
        assertTrue(stage.text().contains("No network. Reconnecting in 8 s"), stage.text());
        stage.later(Duration.ofSeconds(3));
        assertTrue(stage.text().contains("Reconnecting in 5 s"), stage.text());
        stage.on(new Event.Connection(new ConnectionState.SignedOut("revoked")));
        assertTrue(stage.text().contains("Signed out."), stage.text());
    }

    @Test
    void whatWaitsIsCounted() {
        var open = Stage.talk(1, "bob", 0);
        var waits = new Conversation(
                1,
                open.id(),
                "bob",
                open.peer(),
                List.of(),
                0,
                3,
                0,
                true,
                Optional.empty(),
                Optional.empty(),
                false,
                "",
                false,
                false);
        var stage = new Stage(120, 24).with(List.of(waits));
        stage.on(new Event.Connection(new ConnectionState.WaitingToRetry(Stage.NOON, "gone")));
        assertTrue(stage.text().contains("No network. 3 messages wait here and go out by"), stage.text());
    }

    @Test
    void aGroupSaysWhoIsInItAndWhoIsThere() {
        var stage = group(120, 30);
        assertTrue(stage.text().contains("bob, carol and 1 other · 2 online"), stage.text());
        assertTrue(stage.text().contains("● bob"), stage.text());
        assertTrue(stage.text().contains("owner"), stage.text());
    }

    private static Stage group(int columns, int rows) {
        var stage = new Stage(columns, rows)
                .with(List.of(Stage.group(1, "Team", Optional.of(Role.OWNER), 4)), Stage.theirs(1, "Hello all"));
        var members = new ArrayList<Member>();
        members.add(new Member(Stage.ME, Optional.of("alice"), Role.OWNER, true, false));
        for (var name : List.of("bob", "carol", "dave")) {
            members.add(new Member(
                    Stage.user(20 + members.size()), Optional.of(name), Role.MEMBER, false, name.equals("dave")));
        }
        stage.on(new Event.Members(1, members));
        var bob = Stage.user(21);
        stage.on(new Event.Around(new Nearby(
                Map.of(bob, new Presence(bob, PresenceState.ONLINE, Optional.empty())), Map.of(), Map.of())));
        return stage;
    }

    @Test
    void whoIsWritingIsNamed() {
        var stage = group(80, 24);
        stage.on(new Event.Around(new Nearby(Map.of(), Map.of(1L, List.of(Stage.user(21))), Map.of())));
        assertTrue(stage.text().contains("bob is writing …"), stage.text());
    }

    @Test
    void whoIsNoMemberAnyMoreCannotWrite() {
        var stage = new Stage(80, 24).with(List.of(Stage.group(1, "Team", Optional.empty(), 4)));
        assertTrue(stage.text().contains("You are no member of this group any more."), stage.text());
        stage.wishes();
        stage.type("Hello").press(Key.Name.ENTER);
        assertEquals(List.of(), stage.wishes(Wish.Send.class));
    }

    @Test
    void aMessageCannotDrawOnTheScreen() {
        var stage = new Stage(80, 24)
                .with(
                        List.of(Stage.talk(1, "bob\u001b]0;owned\u0007", 0)),
                        Stage.theirs(1, "\u001b[2J\u001b[1;1Hgone"));
        assertFalse(stage.text().contains("\u001b"), stage.text());
        assertTrue(stage.text().contains("gone"));
    }

    @Test
    void aTextFromRightToLeftIsIsolatedOnEveryLine() {
        var stage = new Stage(60, 24).with(List.of(Stage.talk(1, "שלום", 0)), Stage.theirs(1, "שלום עולם ".repeat(12)));
        for (var line : stage.screen()) {
            long opened = line.chars().filter(c -> c == 0x2068).count();
            assertEquals(opened, line.chars().filter(c -> c == 0x2069).count(), line);
        }
        assertTrue(stage.text().contains("\u2068"), "isolated");
    }

    @Test
    void drawingFiveHundredConversationsAndAFullWindowTakesLessThanAFrame() {
        var all = new ArrayList<Conversation>();
        for (int i = 1; i <= 500; i++) {
            all.add(Stage.talk(i, "Conversation " + i, i % 7));
        }
        var messages = new ArrayList<dev.godwit.client.view.Message>();
        for (int i = 1; i <= History.LARGEST; i++) {
            messages.add(Stage.theirs(i, "Message " + i + " " + LONG_AND_MIXED));
        }
        var stage = new Stage(200, 50, Theme.Depth.SIXTEEN)
                .with(all, messages.toArray(dev.godwit.client.view.Message[]::new));
        for (int warm = 0; warm < 50; warm++) {
            stage.type("x").picture();
        }
        long begin = System.nanoTime();
        int keys = 100;
        for (int i = 0; i < keys; i++) {
            stage.type("y").picture();
        }
        var each = Duration.ofNanos((System.nanoTime() - begin) / keys);
        assertTrue(each.compareTo(Duration.ofMillis(50)) < 0, "a key took " + each);
    }
}
