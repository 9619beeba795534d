package dev.godwit.cli.chat;

import java.text.BreakIterator;
import java.util.Locale;

/// A text that is being written, and the cursor in it. What a person takes for one character is never cut
/// in two.
final class Compose {
    private final StringBuilder text = new StringBuilder();
    private int cursor;

    String text() {
        return text.toString();
    }

    int cursor() {
        return cursor;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    void set(String replacement) {
        text.setLength(0);
        text.append(replacement);
        cursor = text.length();
    }

    void insert(String more) {
        text.insert(cursor, more);
        cursor += more.length();
    }

    void moveTo(int offset) {
        cursor = Math.clamp(offset, 0, text.length());
    }

    /// @return whether the key changed the text or moved the cursor
    boolean on(Key key) {
        int before = cursor;
        int length = text.length();
        boolean known = edit(key);
        return known && (cursor != before || text.length() != length);
    }

    private boolean edit(Key key) {
        return switch (key.name()) {
            case CHARACTER -> key.isText() ? typed(key.code()) : chord(key);
            case BACKSPACE -> erase(key.alt() || key.ctrl() ? wordLeft() : left(), cursor);
            case DELETE -> erase(cursor, key.alt() || key.ctrl() ? wordRight() : right());
            case LEFT -> go(key.alt() || key.ctrl() ? wordLeft() : left());
            case RIGHT -> go(key.alt() || key.ctrl() ? wordRight() : right());
            case HOME -> go(lineStart());
            case END -> go(lineEnd());
            case ENTER, TAB, ESCAPE, UP, DOWN, PAGE_UP, PAGE_DOWN, F1 -> false;
        };
    }

    private boolean chord(Key key) {
        if (key.ctrl() && !key.alt()) {
            return switch (key.code()) {
                case 'a' -> go(lineStart());
                case 'e' -> go(lineEnd());
                case 'u' -> erase(lineStart(), cursor);
                case 'w' -> erase(wordLeft(), cursor);
                case 'd' -> erase(cursor, right());
                case 'j' -> typed('\n');
                default -> false;
            };
        }
        return switch (key.code()) {
            case 'b' -> go(wordLeft());
            case 'f' -> go(wordRight());
            case 'd' -> erase(cursor, wordRight());
            default -> false;
        };
    }

    private boolean typed(int code) {
        insert(Character.toString(code));
        return true;
    }

    private boolean go(int offset) {
        cursor = offset;
        return true;
    }

    private boolean erase(int from, int to) {
        text.delete(from, to);
        cursor = from;
        return true;
    }

    private int left() {
        return cursor == 0 ? 0 : characters().preceding(cursor);
    }

    private int right() {
        return cursor == text.length() ? cursor : characters().following(cursor);
    }

    private BreakIterator characters() {
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text.toString());
        return breaks;
    }

    private int wordLeft() {
        int at = cursor;
        while (at > 0 && !isWord(text.codePointBefore(at))) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        while (at > 0 && isWord(text.codePointBefore(at))) {
            at -= Character.charCount(text.codePointBefore(at));
        }
        return at;
    }

    private int wordRight() {
        int at = cursor;
        while (at < text.length() && !isWord(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        while (at < text.length() && isWord(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static boolean isWord(int c) {
        return !Character.isWhitespace(c) && (Character.isLetterOrDigit(c) || c > 0x7f);
    }

    private int lineStart() {
        return text.lastIndexOf("\n", cursor - 1) + 1;
    }

    private int lineEnd() {
        int end = text.indexOf("\n", cursor);
        return end < 0 ? text.length() : end;
    }
}
