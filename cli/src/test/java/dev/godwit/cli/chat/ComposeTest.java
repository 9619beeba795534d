package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComposeTest {
    private final Compose compose = new Compose();

    @Test
    void backspaceTakesWhatAPersonTakesForOneCharacter() {
        compose.insert("a👨\u200D👩\u200D👧e\u0301");
        compose.on(Key.of(Key.Name.BACKSPACE));
        assertEquals("a👨\u200D👩\u200D👧", compose.text());
        compose.on(Key.of(Key.Name.BACKSPACE));
        assertEquals("a", compose.text());
    }

    @Test
    void wordsAndLinesAreErasedAsInAShell() {
        compose.insert("one two\nthree four");
        compose.on(Key.ctrl('w'));
        assertEquals("one two\nthree ", compose.text());
        compose.on(Key.ctrl('u'));
        assertEquals("one two\n", compose.text());
    }

    @Test
    void theCursorMovesWithinItsLine() {
        compose.insert("one\ntwo");
        compose.on(Key.ctrl('a'));
        compose.insert("*");
        compose.on(Key.of(Key.Name.END));
        compose.insert("!");
        assertEquals("one\n*two!", compose.text());
    }

    @Test
    void upAndDownFollowTheLinesThatAreSeen() {
        var text = "abcdefghij\nxy";
        var layout = ComposeLayout.of(text, text.length(), 4);
        assertAll(
                () -> assertEquals(List.of("abcd", "efgh", "ij", "xy"), layout.lines()),
                () -> assertEquals(3, layout.row()),
                () -> assertEquals(2, layout.column()),
                () -> assertEquals(10, layout.vertically(text, -1)),
                () -> assertEquals(-1, layout.vertically(text, 1)));
    }

    @Test
    void theCursorStandsWhereTheNextCharacterWillBe() {
        var layout = ComposeLayout.of("中文中", 2, 5);
        assertAll(
                () -> assertEquals(List.of("中文", "中"), layout.lines()),
                () -> assertEquals(1, layout.row()),
                () -> assertEquals(0, layout.column()));
    }
}
