package dev.godwit.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LookalikesTest {
    @ParameterizedTest
    @CsvSource({
        "paypal, paypaI",
        "paypal, paypa1",
        "Ian, lan",
        "Ivan, ivan",
        "bob, b0b",
        "mary, rnary",
        // The second is Cyrillic throughout
        "coco, сосо",
        "Coco, сосо",
        // Greek capitals throughout, found as small letters
        "otto, ΟΤΤΟ",
        // Two letters that stand close
        "modern, modem",
    })
    void namesThatLookTheSameShareASkeleton(String one, String other) {
        assertTrue(alike(one, other), one + " and " + other);
        assertTrue(alike(other, one), other + " and " + one);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alicia",
        "bob, rob",
        "muller, müller",
        "Ольга, Олья",
        "李雷, 李蕾",
        "محمد, محمود",
        "नमस्ते, नमस्कार",
        "guest1, guest2",
        "anna.b, anna-b",
    })
    void namesThatLookDifferentShareNone(String one, String other) {
        assertFalse(alike(one, other), one + " and " + other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "Zoë",
                "Nguyễn",
                "Ольга",
                "Αλέξανδρος",
                "李雷",
                "田中さくら",
                "サクラ田中tanaka",
                "김철수kim",
                "محمد",
                "محمد٢٣",
                "דוד",
                "नमस्ते",
                "राम२",
                "தமிழ்",
                "สมชาย",
                "Հայկ",
                "7of9",
                "o_o"
            })
    void namesOfOneWritingSystemMayBeTaken(String name) {
        assertEquals(Optional.empty(), new AccountName(name).objection());
    }

    @ParameterizedTest
    @CsvSource({
        // The first letter is Cyrillic.
        "аlice, Cyrillic and Latin",
        // The second is Greek.
        "bοb, Greek and Latin",
        "Ολга, Cyrillic and Greek",
        "αλεξbob, Greek and Latin",
        "alice張д, Cyrillic and Han and Latin",
        "aliceמ, Hebrew and Latin",
    })
    void mixedWritingSystemsAreRefusedByName(String name, String scripts) {
        assertEquals(
                Optional.of("A name keeps to one writing system, so that it cannot pass for another. This one mixes "
                        + scripts + "."),
                new AccountName(name).objection());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice\u0663", "bob\u0967", "anna\u09EA"})
    void digitsOfAnotherWritingSystemAreRefused(String name) {
        assertTrue(new AccountName(name).objection().isPresent());
    }

    @Test
    void digitsOfTwoKindsAreRefused() {
        assertEquals(Optional.of("A name keeps to digits of one kind."), new AccountName("राम२3").objection());
    }

    /// Letters and marks to Unicode, and nothing to the eye.
    @ParameterizedTest
    @ValueSource(strings = {"ali\u3164ce", "ali\u034Fce", "alice\uFE0F", "alice\u115F", "अ\uFE00ब"})
    void invisibleLettersAndMarksAreRefused(String name) {
        String rule = new AccountName(name).objection().orElse("nothing against it");
        assertTrue(rule.startsWith("A name has no invisible characters, and U+"), rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0323\u0323b", "ab\u0330\u0331\u0332\u0333\u032D"})
    void heapsOfMarksAreRefused(String name) {
        assertEquals(
                Optional.of("A name has at most 4 marks on a letter, and none twice."),
                new AccountName(name).objection());
    }

    private static boolean alike(String one, String other) {
        return !Collections.disjoint(new AccountName(one).skeletons(), new AccountName(other).skeletons());
    }
}
