package dev.godwit.server.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/// A name that people type to sign in and to find each other: shown as it was typed, compared by [#key].
///
/// 2 to 32 characters (code points after Unicode NFKC): letters, digits, `.`, `_` and `-`, beginning with a
/// letter or a digit. Marks that belong to letters (vowel signs of Indic scripts, for instance) count as
/// letters.
public record AccountName(String shown) {
    static final int MIN = 2;
    static final int MAX = 32;

    /// Bounds the work of normalising; composed forms are shorter than what was typed.
    private static final int MAX_TYPED = 200;

    public AccountName {
        if (shown.length() > MAX_TYPED) {
            throw new IllegalArgumentException("A name has at most " + MAX + " characters.");
        }
        String key = fold(shown);
        int length = key.codePointCount(0, key.length());
        if (length < MIN || length > MAX) {
            throw new IllegalArgumentException("A name has " + MIN + " to " + MAX + " characters.");
        }
        if (!Character.isLetterOrDigit(key.codePointAt(0))) {
            throw new IllegalArgumentException("A name begins with a letter or a digit.");
        }
        var foreign = key.codePoints().filter(each -> !isAllowed(each)).findFirst();
        if (foreign.isPresent()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "A name has only letters, digits, '.', '_' and '-'. U+%04X is none of them.",
                    foreign.getAsInt()));
        }
    }

    /// Why nobody may take this name any more, for people; who has it already keeps it.
    Optional<String> objection() {
        return Lookalikes.objection(key());
    }

    /// What the name looks like. Two names that share one of these pass for each other.
    public SortedSet<String> skeletons() {
        return Lookalikes.skeletons(Normalizer.normalize(shown, Normalizer.Form.NFKC), key());
    }

    /// Equal for names that count as the same.
    public String key() {
        return fold(shown);
    }

    /// Lower case can leave NFKC and the other way round, so it is normalised again.
    private static String fold(String text) {
        String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC);
    }

    private static boolean isAllowed(int codePoint) {
        int type = Character.getType(codePoint);
        return Character.isLetterOrDigit(codePoint)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || codePoint == '.'
                || codePoint == '_'
                || codePoint == '-';
    }

    @Override
    public String toString() {
        return shown;
    }
}
