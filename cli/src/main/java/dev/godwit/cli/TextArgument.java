package dev.godwit.cli;

import java.util.List;

/// The last arguments of a command that writes something.
final class TextArgument {
    static final String LABEL = "TEXT";
    static final String DESCRIPTION =
            "The text; several words are joined by spaces. A single - reads it from standard input.";

    private TextArgument() {}

    static String read(List<String> words, Terminal terminal) {
        return words.equals(List.of("-")) ? terminal.readAll().stripTrailing() : String.join(" ", words);
    }
}
