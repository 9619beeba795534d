package dev.godwit.cli.chat;

import java.util.Arrays;
import java.util.List;

/// Lists of names, as people type them.
final class Names {
    private Names() {}

    /// Separated by commas, or by spaces.
    static List<String> of(String typed) {
        return Arrays.stream(typed.split(typed.indexOf(',') >= 0 ? "," : "\\s+", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /// `TITLE: NAME, NAME`
    static Wish.CreateGroup group(String typed) {
        int colon = typed.lastIndexOf(':');
        return colon < 0
                ? new Wish.CreateGroup(typed.strip(), List.of())
                : new Wish.CreateGroup(typed.substring(0, colon).strip(), of(typed.substring(colon + 1)));
    }
}
