package dev.godwit.protocol;

/// Java strings may hold half of a surrogate pair; UTF-8, and so the wire, cannot. Without this check such a text would
/// turn into another one on its way, and two different ones could have the same digest.
final class WellFormed {
    private WellFormed() {}

    static boolean is(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!startsPair(text, i)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// The same text with U+FFFD for every half pair.
    static String of(String text) {
        if (is(text)) {
            return text;
        }
        var out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (Character.isSurrogate(out.charAt(i))) {
                if (startsPair(out, i)) {
                    i++;
                } else {
                    out.setCharAt(i, '\uFFFD');
                }
            }
        }
        return out.toString();
    }

    private static boolean startsPair(CharSequence text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }
}
