package dev.godwit.cli.chat;

import java.util.Optional;

/// Escape sequences of single keys. Unknown ones are no keys: nothing of them ends up in a message.
final class Sequences {
    private static final int MODIFIED_CHARACTER = 27;

    private Sequences() {}

    /// @param whole from the escape on
    static Optional<Key> key(String whole) {
        char last = whole.charAt(whole.length() - 1);
        if (whole.charAt(1) == 'O' || (!Character.isDigit(whole.charAt(2)) && whole.length() <= 4)) {
            return letter(last, 1);
        }
        var parameters = whole.substring(2, whole.length() - 1).split(";", -1);
        return switch (last) {
            case '~' -> number(parameters);
            case 'u' -> character(part(parameters, 0), part(parameters, 1));
            case '^' -> tilde(part(parameters, 0), 5);
            case '$' -> tilde(part(parameters, 0), 2);
            default -> letter(last, part(parameters, 1));
        };
    }

    private static Optional<Key> number(String... parameters) {
        int number = part(parameters, 0);
        if (number == MODIFIED_CHARACTER && parameters.length == 3) {
            return character(part(parameters, 2), part(parameters, 1));
        }
        return tilde(number, part(parameters, 1));
    }

    private static Optional<Key> character(int code, int modifier) {
        return KeyDecoder.named(code, ctrl(modifier), alt(modifier), shift(modifier));
    }

    private static Optional<Key> tilde(int number, int modifier) {
        return switch (number) {
            case 1, 7 -> key(Key.Name.HOME, modifier);
            case 3 -> key(Key.Name.DELETE, modifier);
            case 4, 8 -> key(Key.Name.END, modifier);
            case 5 -> key(Key.Name.PAGE_UP, modifier);
            case 6 -> key(Key.Name.PAGE_DOWN, modifier);
            case 11 -> key(Key.Name.F1, modifier);
            default -> Optional.empty();
        };
    }

    private static Optional<Key> letter(char letter, int modifier) {
        return switch (letter) {
            case 'A' -> key(Key.Name.UP, modifier);
            case 'B' -> key(Key.Name.DOWN, modifier);
            case 'C' -> key(Key.Name.RIGHT, modifier);
            case 'D' -> key(Key.Name.LEFT, modifier);
            case 'F' -> key(Key.Name.END, modifier);
            case 'H' -> key(Key.Name.HOME, modifier);
            case 'M' -> key(Key.Name.ENTER, modifier);
            case 'P' -> key(Key.Name.F1, modifier);
            case 'Z' -> key(Key.Name.TAB, 2);
            default -> Optional.empty();
        };
    }

    private static Optional<Key> key(Key.Name name, int modifier) {
        return Optional.of(new Key(name, 0, ctrl(modifier), alt(modifier), shift(modifier)));
    }

    /// Modifiers are one more than a set of bits: 1 Shift, 2 Alt, 4 Ctrl.
    private static boolean shift(int modifier) {
        return ((modifier - 1) & 1) != 0;
    }

    private static boolean alt(int modifier) {
        return ((modifier - 1) & 2) != 0;
    }

    private static boolean ctrl(int modifier) {
        return ((modifier - 1) & 4) != 0;
    }

    /// A parameter that is missing means 1.
    private static int part(String[] parameters, int index) {
        if (index >= parameters.length) {
            return 1;
        }
        var digits = parameters[index].split(":", 2)[0];
        try {
            return digits.isEmpty() ? 1 : Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
