package dev.godwit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A terminal that a test types into and looks at.
final class Screenful {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<String> typed = new ArrayDeque<>();
    private String input = "";
    private boolean colour;

    static Screenful plain() {
        return new Screenful();
    }

    Screenful with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Screenful withInput(String text) {
        input = text;
        return this;
    }

    Screenful inColour() {
        colour = true;
        return this;
    }

    Screenful typing(String... passwords) {
        typed.addAll(List.of(passwords));
        return this;
    }

    Terminal terminal() {
        return new Terminal(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                environment,
                ZoneOffset.UTC,
                colour,
                question -> Optional.ofNullable(typed.poll()));
    }

    int run(String... arguments) {
        return Main.run(terminal(), arguments);
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }
}
