package dev.godwit.testing.history;

import java.util.OptionalLong;

/// Texts of messages that can be told apart: `#17 …`. The number stays through all edits.
public final class Numbered {
    private Numbered() {}

    public static String text(long number, String rest) {
        return "#" + number + " " + rest;
    }

    /// Empty for what is no such text.
    public static OptionalLong number(String text) {
        if (!text.startsWith("#")) {
            return OptionalLong.empty();
        }
        int end = 1;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 1 || end > 18 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text, 1, end, 10));
    }
}
