package dev.godwit.cli;

/// What others wrote, made harmless for a terminal: an escape sequence in a message must not move the
/// cursor, change the title or type for its reader.
public final class Printable {
    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    /// Keeps line breaks and tabs.
    public static String text(String text) {
        return clean(text, true);
    }

    /// The whole on one line.
    public static String line(String text) {
        return clean(text, false);
    }

    /// On one line and not longer than this many code points.
    public static String excerpt(String text, int limit) {
        var line = line(text);
        return line.codePointCount(0, line.length()) <= limit
                ? line
                : line.substring(0, line.offsetByCodePoints(0, limit - 1)) + '…';
    }

    private static String clean(String text, boolean keepLines) {
        var cleaned = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                cleaned.append(keepLines ? (char) c : ' ');
            } else if (c != '\r' && !isDirectionOverride(c)) {
                cleaned.appendCodePoint(Character.isISOControl(c) ? REPLACEMENT : c);
            }
        });
        return cleaned.toString();
    }

    /// Makes text read in another order than it was written; scripts that run from right to left do not
    /// need it.
    private static boolean isDirectionOverride(int c) {
        return c == 0x202D || c == 0x202E;
    }
}
