package dev.godwit.cli.chat;

import java.util.List;
import java.util.Optional;

/// What a terminal sends, as keys. A state machine without a clock: whoever reads says when nothing more
/// came ([#pause]), which is what tells the Escape key from the beginning of a sequence.
///
/// Understands xterm's sequences with modifiers, those of the Linux console and rxvt where they differ, the
/// "disambiguate" level of the kitty keyboard protocol, `modifyOtherKeys`, bracketed paste, and focus
/// reports.
final class KeyDecoder {
    private static final int ESCAPE = 27;
    private static final int LONGEST_SEQUENCE = 64;

    /// As much as one message can hold in any script, with room; what is pasted beyond is not kept.
    private static final int LONGEST_PASTE = 256 * 1024;

    private static final String PASTE_END = "\u001b[201~";

    private final StringBuilder sequence = new StringBuilder();
    private final StringBuilder paste = new StringBuilder();
    private boolean pasting;
    private int highSurrogate;

    /// @param unit one UTF-16 unit of what came
    List<Event> feed(int unit) {
        if (pasting) {
            return pasted(unit);
        }
        if (Character.isHighSurrogate((char) unit)) {
            highSurrogate = unit;
            return List.of();
        }
        int code = Character.isLowSurrogate((char) unit) && highSurrogate != 0
                ? Character.toCodePoint((char) highSurrogate, (char) unit)
                : unit;
        highSurrogate = 0;
        if (sequence.isEmpty()) {
            if (code == ESCAPE) {
                sequence.append((char) ESCAPE);
                return List.of();
            }
            return List.of(pressed(single(code)));
        }
        return continued(code);
    }

    /// Nothing more came for a moment.
    List<Event> pause() {
        if (pasting || sequence.isEmpty()) {
            return List.of();
        }
        var begun = sequence.toString();
        sequence.setLength(0);
        return switch (begun) {
            case "\u001b" -> List.of(pressed(Key.of(Key.Name.ESCAPE)));
            case "\u001b[", "\u001bO" ->
                List.of(pressed(Key.character(begun.charAt(1)).withAlt()));
            default -> List.of();
        };
    }

    /// Whether what came so far may be half of something.
    boolean isOpen() {
        return !pasting && !sequence.isEmpty();
    }

    private List<Event> continued(int code) {
        if (sequence.length() == 1) {
            if (code == '[' || code == 'O') {
                sequence.append((char) code);
                return List.of();
            }
            if (code == ESCAPE) {
                return List.of(pressed(Key.of(Key.Name.ESCAPE)));
            }
            sequence.setLength(0);
            return List.of(pressed(single(code).withAlt()));
        }
        sequence.appendCodePoint(code);
        boolean ends = code >= '@' && code <= '~' && !(sequence.length() == 3 && code == '[');
        if (!ends && sequence.length() < LONGEST_SEQUENCE && code != ESCAPE) {
            return List.of();
        }
        var whole = sequence.toString();
        sequence.setLength(0);
        if (code == ESCAPE) {
            sequence.append((char) ESCAPE);
            return List.of();
        }
        return interpret(whole);
    }

    private List<Event> interpret(String whole) {
        return switch (whole) {
            case "\u001b[200~" -> {
                pasting = true;
                yield List.of();
            }
            case "\u001b[I" -> List.of(new Event.Focus(true));
            case "\u001b[O" -> List.of(new Event.Focus(false));
            default -> Sequences.key(whole).map(KeyDecoder::pressed).stream().toList();
        };
    }

    private List<Event> pasted(int unit) {
        paste.append((char) unit);
        if (unit != '~' || !endsWith(paste, PASTE_END)) {
            if (paste.length() > LONGEST_PASTE) {
                // The end mark is still to be found in what follows.
                paste.delete(LONGEST_PASTE - PASTE_END.length(), paste.length() - PASTE_END.length());
            }
            return List.of();
        }
        pasting = false;
        var text = paste.substring(0, paste.length() - PASTE_END.length());
        paste.setLength(0);
        return List.of(new Event.Paste(text.replace("\r\n", "\n").replace('\r', '\n')));
    }

    private static boolean endsWith(StringBuilder text, String end) {
        return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
    }

    private static Event pressed(Key key) {
        return new Event.Pressed(key);
    }

    /// A key that is one character.
    private static Key single(int code) {
        return switch (code) {
            case '\r' -> Key.of(Key.Name.ENTER);
            case '\t' -> Key.of(Key.Name.TAB);
            case 8, 127 -> Key.of(Key.Name.BACKSPACE);
            case ESCAPE -> Key.of(Key.Name.ESCAPE);
            default -> code < ' ' ? Key.ctrl((char) (code == 0 ? ' ' : code | 0x60)) : Key.character(code);
        };
    }

    /// A key that came as its number, with its modifiers.
    static Optional<Key> named(int code, boolean ctrl, boolean alt, boolean shift) {
        if (!Character.isValidCodePoint(code) || Character.getType(code) == Character.PRIVATE_USE) {
            return Optional.empty(); // Keys that are no characters, such as Caps Lock, have private ones.
        }
        var plain = single(code);
        return Optional.of(new Key(plain.name(), plain.code(), ctrl || plain.ctrl(), alt, shift));
    }
}
