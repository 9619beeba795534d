package dev.godwit.cli.chat;

/// One key press.
///
/// @param code   the character of a [Name#CHARACTER], also of one with Ctrl or Alt (`k`); else 0
record Key(Name name, int code, boolean ctrl, boolean alt, boolean shift) {
    enum Name {
        CHARACTER,
        ENTER,
        TAB,
        BACKSPACE,
        DELETE,
        ESCAPE,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        F1
    }

    static Key of(Name name) {
        return new Key(name, 0, false, false, false);
    }

    static Key character(int code) {
        return new Key(Name.CHARACTER, code, false, false, false);
    }

    static Key ctrl(char letter) {
        return new Key(Name.CHARACTER, letter, true, false, false);
    }

    static Key alt(Name name) {
        return new Key(name, 0, false, true, false);
    }

    Key withAlt() {
        return new Key(name, code, ctrl, true, shift);
    }

    boolean isPlain() {
        return !ctrl && !alt;
    }

    boolean isText() {
        return name == Name.CHARACTER && isPlain();
    }

    boolean isCtrl(char letter) {
        return name == Name.CHARACTER && ctrl && !alt && code == letter;
    }
}
