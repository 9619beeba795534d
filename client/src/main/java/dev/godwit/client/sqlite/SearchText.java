package dev.godwit.client.sqlite;

import java.lang.Character.UnicodeScript;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What of a text can be searched for, and what of what somebody types is searched for.
///
/// The index takes a run of letters as one word. Chinese and Japanese have no blanks between words, so each
/// of their characters becomes a word, and what is typed in a row must stand in a row.
final class SearchText {
    private SearchText() {}

    static String indexed(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isWord(point)) {
                out.append(' ').appendCodePoint(point).append(' ');
            } else {
                out.appendCodePoint(point == 0 ? ' ' : point);
            }
        });
        return out.toString();
    }

    private static boolean isWord(int point) {
        if (point < 0x2E80) {
            return false;
        }
        UnicodeScript script = UnicodeScript.of(point);
        return script == UnicodeScript.HAN || script == UnicodeScript.HIRAGANA || script == UnicodeScript.KATAKANA;
    }

    /// As the index wants it: nothing in it but quoted words, each the beginning of one. Empty if there is
    /// nothing to search for.
    static Optional<String> query(String typed) {
        String query = Stream.of(Addresses.wellFormed(typed).replace('\0', ' ').split("\\s+", -1))
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(word -> '"' + indexed(word).replace("\"", "\"\"") + "\"*")
                .collect(Collectors.joining(" "));
        return query.isEmpty() ? Optional.empty() : Optional.of(query);
    }
}
