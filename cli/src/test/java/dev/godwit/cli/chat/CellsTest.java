package dev.godwit.cli.chat;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellsTest {
    @Test
    void wideAndCombiningCharactersAreCountedAsTheyAreShown() {
        assertAll(
                () -> assertEquals(5, Cells.width("hello")),
                () -> assertEquals(4, Cells.width("中文")),
                () -> assertEquals(1, Cells.width("e\u0301")),
                () -> assertEquals(2, Cells.width("😀")),
                () -> assertEquals(2, Cells.width("🇩🇪")),
                () -> assertEquals(4, Cells.width("שלום")));
    }

    @Test
    void whatTerminalsDisagreeAboutIsTakenApart() {
        assertAll(
                () -> assertEquals("👨👩👧", Cells.line("👨\u200D👩\u200D👧")),
                () -> assertEquals("👍", Cells.line("👍🏽")),
                () -> assertEquals("❤", Cells.line("❤\uFE0F")),
                () -> assertEquals("क्\u200Dष", Cells.line("क्\u200Dष"), "joiners of scripts stay"));
    }

    @Test
    void aCutTextIsNeverWiderAndNeverEndsWithinACharacter() {
        assertAll(
                () -> assertEquals("hell…", Cells.cut("hello world", 5)),
                () -> assertEquals("中…", Cells.cut("中文中文", 4)),
                () -> assertEquals("ae\u0301…", Cells.cut("ae\u0301bcd", 3)),
                () -> assertEquals("", Cells.cut("hello", 0)));
    }

    @Test
    void linesAreBrokenBetweenWordsAndLongWordsWhereTheyMustBe() {
        assertAll(
                () -> assertEquals(List.of("On my", "way"), Cells.wrap("On my way", 6)),
                () -> assertEquals(List.of("abcd", "efgh", "ij"), Cells.wrap("abcdefghij", 4)),
                () -> assertEquals(List.of("中文", "中文"), Cells.wrap("中文中文", 5)),
                () -> assertEquals(List.of("a", "", "b"), Cells.wrap("a\n\nb", 5)));
    }

    @Test
    void everyLineOfAWrappedTextFits() {
        var text = "The quick 棕色狐狸 jumps over 👨\u200D👩\u200D👧 שלום עולם and_a_word_that_is_much_too_long_for_it";
        for (int width = 2; width < 40; width++) {
            for (var line : Cells.wrap(Cells.text(text), width)) {
                assertTrue(Cells.width(line) <= width, width + ": " + line);
            }
        }
    }

    @Test
    void controlCharactersAndUnclosedDirectionsDoNotReachTheScreen() {
        var shown = Cells.line("a\u001b[2Jb\u202Ec\u2067d\u0007");
        assertAll(
                () -> assertFalse(shown.chars().anyMatch(Character::isISOControl), shown),
                () -> assertFalse(shown.contains("\u202E") || shown.contains("\u2067"), shown));
    }

    @Test
    void manyMarksOnOneCharacterAreLimited() {
        assertTrue(Cells.line("a" + "\u0301".repeat(100)).length() <= 8);
    }

    @Test
    void onlyTextThatRunsFromRightToLeftIsIsolated() {
        assertAll(
                () -> assertEquals("\u2068שלום\u2069", Cells.isolated("שלום")),
                () -> assertEquals("hello", Cells.isolated("hello")));
    }
}
