package dev.godwit.cli;

import dev.godwit.client.view.MessageState;

/// The marks of a message, each with the word that means the same to a screen reader and in black and white.
final class Marks {
    private static final String RESET = "\u001b[0m";

    private final boolean colour;

    Marks(boolean colour) {
        this.colour = colour;
    }

    /// Mark and words; nothing for messages of others.
    String of(MessageState state) {
        return switch (state) {
            case MessageState.Pending(var waitsFor) -> amber("🕓 waiting for " + waitsFor.words());
            case MessageState.Sent() -> soft("✓ sent");
            case MessageState.Delivered() -> soft("✓✓ delivered");
            case MessageState.Read() -> live("✓✓ read");
            case MessageState.Failed(var code, var reason) -> red("! failed") + ": " + Printable.line(reason);
            case MessageState.Received(var read) -> "";
        };
    }

    String live(String text) {
        return paint(36, text);
    }

    String amber(String text) {
        return paint(33, text);
    }

    String red(String text) {
        return paint(31, text);
    }

    String soft(String text) {
        return paint(2, text);
    }

    String strong(String text) {
        return paint(1, text);
    }

    private String paint(int code, String text) {
        return colour ? "\u001b[" + code + 'm' + text + RESET : text;
    }
}
