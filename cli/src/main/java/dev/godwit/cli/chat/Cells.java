package dev.godwit.cli.chat;

import dev.godwit.cli.Printable;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jline.utils.WCWidth;

/// Text as a terminal shows it: in cells, of which a character takes none, one or two.
///
/// Terminals disagree about emoji that are glued together (families, skin tones, ❤ with a variation
/// selector). What they disagree about is taken apart before it is shown, so that a line is as wide as it
/// was measured in all of them.
final class Cells {
    /// More marks on one character than any language needs would bleed over the lines around it.
    private static final int LONGEST_CLUSTER = 8;

    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_ISOLATE = '\u2069';
    private static final int TAB = 4;

    private Cells() {}

    /// Harmless and on one line.
    static String line(String text) {
        return shown(Printable.line(text)).replace('\n', ' ');
    }

    /// Harmless, with its line breaks.
    static String text(String text) {
        return shown(Printable.text(text).replace("\t", " ".repeat(TAB)));
    }

    private static String shown(String text) {
        if (isPlain(text)) {
            return text;
        }
        var out = new StringBuilder(text.length());
        for (var cluster : clusters(text)) {
            var kept =
                    cluster.codePoints().filter(c -> !isAmbiguous(c, cluster)).limit(LONGEST_CLUSTER);
            kept.forEach(out::appendCodePoint);
        }
        return out.toString();
    }

    private static boolean isAmbiguous(int c, String cluster) {
        return switch (c) {
            case 0xFE0E, 0xFE0F, 0xAD, 0xFEFF, 0x2028, 0x2029 -> true;
            case 0x200D -> cluster.codePoints().anyMatch(Character::isExtendedPictographic);
            default ->
                isBidiControl(c) || isTag(c) || (isSkinTone(c) && cluster.codePointCount(0, cluster.length()) > 1);
        };
    }

    private static boolean isSkinTone(int c) {
        return c >= 0x1F3FB && c <= 0x1F3FF;
    }

    private static boolean isTag(int c) {
        return c >= 0xE0000 && c <= 0xE007F;
    }

    /// One that is not closed would turn the rest of the line around.
    private static boolean isBidiControl(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /// As the screen of a terminal counts; what is not shown has none.
    static int width(String text) {
        if (isPlain(text)) {
            return text.length();
        }
        return text.codePoints().map(Cells::width).sum();
    }

    private static int width(int c) {
        return isRegionalIndicator(c) ? 1 : Math.max(0, WCWidth.wcwidth(c));
    }

    private static boolean isRegionalIndicator(int c) {
        return c >= 0x1F1E6 && c <= 0x1F1FF;
    }

    /// What a person takes for one character each.
    static List<String> clusters(String text) {
        var found = new ArrayList<String>();
        var breaks = BreakIterator.getCharacterInstance(Locale.ROOT);
        breaks.setText(text);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            found.add(text.substring(start, end));
            start = end;
        }
        return found;
    }

    /// At most this wide; where something is missing it ends with `…`.
    static String cut(String text, int width) {
        if (width <= 0) {
            return "";
        }
        if (width(text) <= width) {
            return text;
        }
        return head(text, width - 1) + '…';
    }

    /// As much as fits.
    private static String head(String text, int width) {
        var out = new StringBuilder();
        int used = 0;
        for (var cluster : clusters(text)) {
            used += width(cluster);
            if (used > width) {
                break;
            }
            out.append(cluster);
        }
        return out.toString();
    }

    /// Exactly this wide, cut or filled with spaces.
    static String fit(String text, int width) {
        var cut = cut(text, width);
        return cut + " ".repeat(Math.max(0, width - width(cut)));
    }

    /// Lines of at most this width, broken between words where there are any.
    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        for (var paragraph : text.split("\n", -1)) {
            wrapParagraph(paragraph, Math.max(2, width), lines);
        }
        return lines;
    }

    /// Pieces of exactly this width, whatever is in them: for what is to be copied.
    static List<String> pieces(String text, int width) {
        var pieces = new ArrayList<String>();
        var rest = text;
        while (!rest.isEmpty()) {
            var piece = head(rest, Math.max(2, width));
            pieces.add(piece);
            rest = rest.substring(piece.length());
        }
        return pieces;
    }

    private static void wrapParagraph(String paragraph, int width, List<String> lines) {
        if (width(paragraph) <= width) {
            lines.add(paragraph);
            return;
        }
        var line = new StringBuilder();
        int used = 0;
        for (var word : words(paragraph)) {
            int wide = width(word.stripTrailing());
            if (used > 0 && used + wide > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            if (wide <= width) {
                line.append(word);
                used += width(word);
                continue;
            }
            for (var cluster : clusters(word)) {
                int cells = width(cluster);
                if (used + cells > width) {
                    lines.add(line.toString());
                    line.setLength(0);
                    used = 0;
                }
                line.append(cluster);
                used += cells;
            }
        }
        lines.add(line.toString().stripTrailing());
    }

    /// With the space behind each; scripts that write none between words are broken where they allow it.
    private static List<String> words(String paragraph) {
        var found = new ArrayList<String>();
        var breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(paragraph);
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            found.add(paragraph.substring(start, end));
            start = end;
        }
        return found;
    }

    /// Text that runs from right to left must not take what stands beside it along, in terminals that turn
    /// it around.
    static String isolated(String text) {
        return text.codePoints().anyMatch(Cells::runsFromRightToLeft)
                ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE
                : text;
    }

    private static boolean runsFromRightToLeft(int c) {
        if (c < 0x590) {
            return false;
        }
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }
}
