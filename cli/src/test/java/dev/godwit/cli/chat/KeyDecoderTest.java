package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
    private final KeyDecoder decoder = new KeyDecoder();

    private List<Event> typed(String text) {
        var events = new ArrayList<Event>();
        text.chars().forEach(unit -> events.addAll(decoder.feed(unit)));
        return events;
    }

    private Key key(String sequence) {
        var events = typed(sequence);
        if (events.isEmpty()) {
            events = decoder.pause();
        }
        assertEquals(1, events.size(), sequence);
        return ((Event.Pressed) events.getFirst()).key();
    }

    @Test
    void charactersOfAnyPlaneAreKeys() {
        assertAll(
                () -> assertEquals(Key.character('a'), key("a")),
                () -> assertEquals(Key.character(0x1F600), key("😀")),
                () -> assertEquals(Key.character('中'), key("中")));
    }

    @Test
    void controlKeysAreTold() {
        assertAll(
                () -> assertEquals(Key.of(Key.Name.ENTER), key("\r")),
                () -> assertEquals(Key.ctrl('j'), key("\n")),
                () -> assertEquals(Key.ctrl('k'), key("\u000b")),
                () -> assertEquals(Key.of(Key.Name.BACKSPACE), key("\u007f")));
    }

    @Test
    void arrowsAreUnderstoodInAllTheirWays() {
        assertAll(
                () -> assertEquals(Key.of(Key.Name.UP), key("\u001b[A")),
                () -> assertEquals(Key.of(Key.Name.UP), key("\u001bOA")),
                () -> assertEquals(Key.alt(Key.Name.UP), key("\u001b[1;3A")),
                () -> assertEquals(Key.of(Key.Name.PAGE_DOWN), key("\u001b[6~")),
                () -> assertEquals(Key.of(Key.Name.HOME), key("\u001b[1~")),
                () -> assertEquals(new Key(Key.Name.HOME, 0, true, false, false), key("\u001b[1;5H")),
                () -> assertEquals(Key.of(Key.Name.F1), key("\u001bOP")));
    }

    @Test
    void aNewLineCanBeAskedForInEveryTerminal() {
        assertAll(
                () -> assertEquals(Key.alt(Key.Name.ENTER), key("\u001b\r"), "Alt+Enter"),
                () -> assertEquals(new Key(Key.Name.ENTER, 0, false, false, true), key("\u001b[13;2u"), "kitty"),
                () -> assertEquals(new Key(Key.Name.ENTER, 0, false, false, true), key("\u001b[27;2;13~"), "xterm"));
    }

    @Test
    void escapeAloneIsKnownOnceNothingFollows() {
        assertTrue(typed("\u001b").isEmpty());
        assertTrue(decoder.isOpen());
        assertEquals(List.of(new Event.Pressed(Key.of(Key.Name.ESCAPE))), decoder.pause());
    }

    @Test
    void unknownSequencesLeaveNothingBehind() {
        assertTrue(typed("\u001b[?62;22c").isEmpty());
        assertTrue(typed("\u001b[57358u").isEmpty());
        assertEquals(Key.character('x'), key("x"));
    }

    @Test
    void whatIsPastedIsOneTextWhateverIsInIt() {
        assertEquals(
                List.of(new Event.Paste("two\nlines \u001b[A and a\ttab")),
                typed("\u001b[200~two\r\nlines \u001b[A and a\ttab\u001b[201~"));
        assertEquals(Key.character('x'), key("x"));
    }

    @Test
    void anEndlessPasteIsCutAndEndsAllTheSame() {
        var events = typed("\u001b[200~" + "x".repeat(600_000) + "\u001b[201~");
        assertEquals(1, events.size());
        assertTrue(((Event.Paste) events.getFirst()).text().length() <= 256 * 1024);
        assertEquals(Key.character('y'), key("y"));
    }

    @Test
    void theTerminalSaysWhetherItHasTheKeyboard() {
        assertEquals(List.of(new Event.Focus(true), new Event.Focus(false)), typed("\u001b[I\u001b[O"));
    }
}
