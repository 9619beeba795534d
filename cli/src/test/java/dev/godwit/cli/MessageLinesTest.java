package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.WaitsFor;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MessageLinesTest {
    private static final UserId ALICE = new UserId("uaaaaaaaaaaaaaaaaaaaaaaaaaa");
    private final MessageLines plain = new MessageLines(Screenful.plain().terminal());

    private static Message message(boolean mine, String text, MessageState state) {
        return message(mine, text, state, Kinds.MESSAGE, Optional.empty());
    }

    private static Message message(
            boolean mine, String text, MessageState state, String kind, Optional<GroupChange> change) {
        return new Message(
                7,
                3,
                new ClientMessageId("m-1"),
                mine ? OptionalLong.empty() : OptionalLong.of(12),
                ALICE,
                Optional.of("alice"),
                mine,
                Instant.parse("2026-11-22T12:04:59Z"),
                kind,
                true,
                text,
                false,
                false,
                false,
                change,
                0,
                state);
    }

    @Test
    void anOwnMessageShowsOneMarkAndItsWord() {
        assertEquals(
                "12:04  you       On my way  ✓ sent", plain.line(message(true, "On my way", new MessageState.Sent())));
        assertEquals(
                "12:04  you       On my way  ✓✓ delivered",
                plain.line(message(true, "On my way", new MessageState.Delivered())));
        assertEquals(
                "12:04  you       On my way  ✓✓ read", plain.line(message(true, "On my way", new MessageState.Read())));
        assertEquals(
                "12:04  you       On my way  🕓 waiting for earlier messages",
                plain.line(message(true, "On my way", new MessageState.Pending(WaitsFor.EARLIER))));
        assertEquals(
                "12:04  you       On my way  ! failed: Too long. Shorten it.  #7",
                plain.line(message(true, "On my way", new MessageState.Failed("too_large", "Too long. Shorten it."))));
    }

    @Test
    void aMessageOfSomebodyElseShowsNone() {
        assertEquals("12:04  alice     Hello", plain.line(message(false, "Hello", new MessageState.Received(false))));
    }

    @Test
    void aChangeOfAGroupIsALineOfItsOwn() {
        var added = Optional.<GroupChange>of(new GroupChange.Add(List.of(ALICE)));
        var change = message(false, "bob added alice", new MessageState.Received(true), Kinds.GROUP_ADD, added);
        assertEquals("12:04  ·         bob added alice", plain.line(change));
        var json = MessageLines.json(change).end();
        assertTrue(json.contains("\"kind\":\"group.add\",\"text\":\"bob added alice\""), json);
        assertTrue(json.contains("\"change\":{\"users\":[\"" + ALICE + "\"]},\"state\""), json);
    }

    @Test
    void furtherLinesStandBelowTheFirst() {
        assertEquals(
                "12:04  alice     one\n                 two",
                plain.line(message(false, "one\ntwo\n", new MessageState.Received(true))));
    }

    @Test
    void anEscapeSequenceFromAnotherPersonDoesNotReachTheTerminal() {
        var line =
                plain.line(message(false, "\u001b]0;title\u0007\u001b[2Jgone\u202e", new MessageState.Received(true)));
        assertFalse(line.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x202e), line);
    }

    @Test
    void jsonKeepsItsFieldNames() {
        assertEquals(
                "{\"message\":7,\"conversation\":3,\"id\":\"m-1\",\"seq\":12,\"from\":\"" + ALICE
                        + "\",\"from_name\":\"alice\",\"mine\":false,\"at\":1795349099000,\"kind\":\"message\","
                        + "\"text\":\"a \\\"b\\\"\\nc 🕓\",\"edited\":false,\"deleted\":false,\"state\":\"received\",\"read\":true}",
                MessageLines.json(message(false, "a \"b\"\nc 🕓", new MessageState.Received(true)))
                        .end());
        assertEquals(
                "{\"message\":7,\"conversation\":3,\"id\":\"m-1\",\"from\":\"" + ALICE
                        + "\",\"from_name\":\"alice\",\"mine\":true,\"at\":1795349099000,\"kind\":\"message\","
                        + "\"text\":\"x\",\"edited\":false,\"deleted\":false,\"state\":\"pending\",\"waits_for\":\"connection\"}",
                MessageLines.json(message(true, "x", new MessageState.Pending(WaitsFor.CONNECTION)))
                        .end());
    }

    @Test
    void colourIsOnlyUsedOnATerminalThatWantsIt() {
        var coloured = new MessageLines(Screenful.plain().inColour().terminal());
        var read = message(true, "On my way", new MessageState.Read());
        assertEquals("12:04  you       On my way  \u001b[36m✓✓ read\u001b[0m", coloured.line(read));
    }
}
