package dev.godwit.cli.chat;

import java.util.ArrayList;
import java.util.List;

/// The keys and the commands, as the help shows them.
final class HelpText {
    /// @param key  what is pressed or typed; empty text for a heading
    record Line(String key, String words) {}

    private static final List<Line> LINES = lines();

    private HelpText() {}

    static List<Line> all() {
        return LINES;
    }

    static int length() {
        return LINES.size();
    }

    private static List<Line> lines() {
        var lines = new ArrayList<Line>();
        lines.add(new Line("", "Writing"));
        lines.add(new Line("Enter", "sends"));
        lines.add(new Line("Alt+Enter, Shift+Enter, Ctrl+J", "begins a new line"));
        lines.add(new Line("Ctrl+P, Ctrl+N", "brings back what you sent here before"));
        lines.add(new Line("Ctrl+A E U W, Alt+B F D", "moves and erases as in a shell"));
        lines.add(new Line("Tab", "completes a command"));
        lines.add(new Line("", "Going around"));
        lines.add(new Line("Alt+↑, Alt+↓", "previous or next conversation"));
        lines.add(new Line("Page ↑, Page ↓", "scrolls"));
        lines.add(new Line("Ctrl+Home, Ctrl+End", "oldest loaded, newest message"));
        lines.add(new Line("↑ in an empty line", "selects messages: e edit, r retry, d discard, i who has it"));
        lines.add(new Line("Esc", "one step back"));
        lines.add(new Line("Ctrl+L, Ctrl+Z", "draws again; goes to the background"));
        lines.add(new Line("", "Commands"));
        for (var verb : Verb.values()) {
            var keys = verb.keys().isEmpty() ? "" : " (" + verb.keys() + ")";
            lines.add(new Line(verb.usage(), verb.words() + keys));
        }
        lines.add(new Line("", "Marks"));
        lines.add(new Line("🕓 waiting", "safe on this device, goes out by itself"));
        lines.add(new Line("✓ sent", "on the server's disk"));
        lines.add(new Line("✓✓ delivered", "on a device of everybody"));
        lines.add(new Line("✓✓ read", "shown to everybody"));
        lines.add(new Line("! failed", "will not go out by itself: retry, edit or discard it"));
        lines.add(new Line("● ◐ ■", "online, away, busy"));
        return List.copyOf(lines);
    }
}
