package dev.godwit.cli.demo;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.io.PrintStream;
import java.util.function.UnaryOperator;

/// Two people's screens side by side, in 80 columns.
final class Screen {
    private static final int NAME = 6;
    private static final int TEXT = 19;
    private static final int MARK = 12;
    private static final int COLUMN = NAME + TEXT + MARK;

    private final PrintStream out;
    private final boolean colour;
    private int step;

    Screen(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    void step(String sentence) {
        step++;
        out.println();
        out.println(paint(1, step + "  " + sentence));
        out.flush();
    }

    void draw(Seen left, Seen right) {
        out.println();
        row(paint(1, pad(left.owner(), COLUMN)), paint(1, right.owner()));
        row(paint(2, "─".repeat(COLUMN)), paint(2, "─".repeat(COLUMN)));
        int rows = Math.max(left.messages().size(), right.messages().size());
        for (int i = 0; i < rows; i++) {
            row(cell(left, i), cell(right, i));
        }
        out.flush();
    }

    private void row(String left, String right) {
        out.println(("  " + left + "   " + right).stripTrailing());
    }

    private String cell(Seen seen, int index) {
        if (index >= seen.messages().size()) {
            return " ".repeat(COLUMN);
        }
        Message message = seen.messages().get(index);
        if (message.change().isPresent()) {
            // Whether everybody has read a change says nothing; whether it holds does.
            boolean open =
                    message.state() instanceof MessageState.Pending || message.state() instanceof MessageState.Failed;
            int width = open ? NAME + TEXT : COLUMN;
            return paint(2, pad("· " + cut(message.text(), width - 3), width)) + (open ? mark(message.state()) : "");
        }
        // Who wrote the first message of a conversation may not be looked up yet.
        var name = message.mine() ? "you" : message.senderName().orElse("…");
        return pad(name, NAME) + pad(cut(message.text(), TEXT - 1), TEXT) + mark(message.state());
    }

    private String mark(MessageState state) {
        UnaryOperator<String> whole = word -> pad(word, MARK);
        return switch (state) {
            case MessageState.Pending p -> paint(33, whole.apply("🕓 waiting"));
            case MessageState.Sent s -> paint(2, whole.apply("✓  sent"));
            case MessageState.Delivered d -> paint(2, whole.apply("✓✓ delivered"));
            case MessageState.Read r -> paint(36, whole.apply("✓✓ read"));
            case MessageState.Failed f -> paint(31, whole.apply("!  failed"));
            case MessageState.Received r -> whole.apply("");
        };
    }

    private String paint(int code, String text) {
        return colour ? "\u001b[" + code + 'm' + text + "\u001b[0m" : text;
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + '…';
    }

    /// The clock takes two cells and two chars, the ticks one each, so counting chars counts cells.
    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
