package dev.godwit.cli.chat;

import java.util.Optional;

/// What a line that was typed means.
sealed interface Typed {
    record Text(String text) implements Typed {}

    record Command(Verb verb, String arguments) implements Typed {}

    record Unknown(String word) implements Typed {
        String words() {
            return "There is no command /" + word + ". /help lists them; begin with // to send the text as it is.";
        }
    }

    /// A text begins with anything but `/`, or with `//`, of which one is sent.
    static Typed of(String typed) {
        if (!typed.startsWith("/")) {
            return new Text(typed);
        }
        if (typed.startsWith("//")) {
            return new Text(typed.substring(1));
        }
        var parts = typed.substring(1).strip().split("\\s+", 2);
        Optional<Verb> verb = parts[0].isEmpty() ? Optional.of(Verb.HELP) : Verb.of(parts[0]);
        return verb.<Typed>map(known -> new Command(known, parts.length > 1 ? parts[1].strip() : ""))
                .orElseGet(() -> new Unknown(Cells.line(parts[0])));
    }
}
