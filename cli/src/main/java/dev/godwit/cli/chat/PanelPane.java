package dev.godwit.cli.chat;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// What stands in the place of the messages for a while: help, questions, lists.
final class PanelPane {
    private static final int KEY_COLUMN = 32;
    private static final String PROMPT = "> ";

    private final Theme theme;

    PanelPane(Theme theme) {
        this.theme = theme;
    }

    View.Drawn draw(Model model, int width) {
        var lines = new ArrayList<AttributedString>();
        var nowhere = new View.Cursor(-1, 0);
        return switch (model.panel) {
            case Panel.None none -> new View.Drawn(List.of(), nowhere);
            case Panel.Help(var from) -> {
                head("Help · ↑ ↓ scroll · Esc: back", width, lines);
                HelpText.all().stream().skip(from).limit(model.rows - 2L).forEach(line -> lines.add(help(line, width)));
                yield new View.Drawn(lines, nowhere);
            }
            case Panel.Form form -> form(model, form, width);
            case Panel.Picker picker -> picker(model, picker, width);
        };
    }

    private void head(String title, int width, List<AttributedString> lines) {
        lines.add(new AttributedString(' ' + Cells.cut(title, width - 1), theme.style(Theme.Role.STRONG)));
        lines.add(new AttributedString("─".repeat(width), theme.style(Theme.Role.SOFT)));
    }

    private AttributedString help(HelpText.Line line, int width) {
        if (line.key().isEmpty()) {
            return new AttributedString(' ' + line.words(), theme.style(Theme.Role.LIVE));
        }
        int column = Math.min(KEY_COLUMN, Math.max(12, width / 2 - 2));
        return new AttributedStringBuilder()
                .append("  " + Cells.fit(line.key(), column) + ' ', theme.style(Theme.Role.STRONG))
                .append(Cells.cut(line.words(), width - column - 3))
                .toAttributedString();
    }

    private View.Drawn form(Model model, Panel.Form form, int width) {
        var lines = new ArrayList<AttributedString>();
        head(form.title(), width, lines);
        var cursor = new View.Cursor(-1, 0);
        for (int i = 0; i < form.labels().size(); i++) {
            lines.add(AttributedString.EMPTY);
            lines.add(new AttributedString(
                    ' ' + Cells.cut(form.labels().get(i), width - 1), theme.style(Theme.Role.SOFT)));
            boolean active = i == form.active();
            var input = input(form.answers().get(i), width, lines.size());
            lines.add(input.line(active, theme));
            cursor = active ? input.cursor() : cursor;
        }
        lines.add(AttributedString.EMPTY);
        bottom(model, width, "Enter: next, and done at the last · Esc: back", lines);
        return new View.Drawn(lines, cursor);
    }

    /// One line to write in; of a long text the end with the cursor is shown.
    private record Input(String shown, View.Cursor cursor) {
        AttributedString line(boolean active, Theme theme) {
            return new AttributedStringBuilder()
                    .append(active ? ' ' + PROMPT : "   ", theme.style(Theme.Role.MINE))
                    .append(shown, AttributedStyle.DEFAULT)
                    .toAttributedString();
        }
    }

    private static Input input(Compose compose, int width, int row) {
        var layout = ComposeLayout.of(compose.text(), compose.cursor(), width - 4);
        return new Input(layout.lines().get(layout.row()), new View.Cursor(row, layout.column() + 3));
    }

    private View.Drawn picker(Model model, Panel.Picker picker, int width) {
        var lines = new ArrayList<AttributedString>();
        head(Cells.line(picker.title()), width, lines);
        var cursor = new View.Cursor(-1, 0);
        if (picker.hasFilter()) {
            var input = input(picker.filter(), width, lines.size());
            lines.add(input.line(true, theme));
            cursor = input.cursor();
        }
        int bottom = hint(picker.hint(), width).size()
                + StatusLines.notice(model).map(line -> line.in(width).size()).orElse(0);
        int room = Math.max(1, model.rows - lines.size() - bottom - 1);
        if (picker.rows().isEmpty() && picker.isFilled()) {
            var none = picker.hasFilter() && picker.filter().isEmpty() ? "Type what to look for." : "Nothing here.";
            lines.add(new AttributedString("   " + none, theme.style(Theme.Role.SOFT)));
        }
        rows(picker, width, room, lines);
        while (lines.size() < model.rows - bottom - 1) {
            lines.add(AttributedString.EMPTY);
        }
        lines.add(new AttributedString("─".repeat(width), theme.style(Theme.Role.SOFT)));
        bottom(model, width, picker.hint(), lines);
        return new View.Drawn(lines, model.question.isPresent() ? new View.Cursor(-1, 0) : cursor);
    }

    private void rows(Panel.Picker picker, int width, int room, List<AttributedString> lines) {
        boolean whole = picker.purpose() == Panel.Picker.Choice.LINKS;
        int each = whole
                ? picker.rows().stream()
                        .mapToInt(row -> Cells.pieces(row.text(), width - 4).size()
                                + Cells.wrap(row.more(), width - 4).size())
                        .max()
                        .orElse(1)
                : 1;
        int fits = Math.max(1, room / each);
        int first = Math.clamp(
                picker.selected() - fits / 2, 0, Math.max(0, picker.rows().size() - fits));
        for (int i = first; i < Math.min(picker.rows().size(), first + fits); i++) {
            var row = picker.rows().get(i);
            boolean selected = i == picker.selected();
            if (whole) {
                address(row, selected, width, lines);
            } else {
                lines.add(row(row, selected, width));
            }
        }
    }

    private AttributedString row(Panel.Row row, boolean selected, int width) {
        var more = Cells.cut(Cells.line(row.more()), width / 3);
        int room = width - 5 - Cells.width(more) - Cells.width(row.mark());
        var text = Cells.cut(Cells.line(row.text()), room);
        int gap = Math.max(1, width - 3 - Cells.width(row.mark()) - Cells.width(text) - Cells.width(more));
        var line = new AttributedStringBuilder();
        if (selected) {
            return line.append(
                            '▸' + row.mark() + ' ' + Cells.isolated(text) + " ".repeat(gap) + more + ' ',
                            theme.style(Theme.Role.SELECTED))
                    .toAttributedString();
        }
        return line.append(' ')
                .append(row.mark(), theme.style(Theme.Role.LIVE))
                .append(' ')
                .append(Cells.isolated(text))
                .append(" ".repeat(gap))
                .append(more, theme.style(Theme.Role.SOFT))
                .toAttributedString();
    }

    /// In full, because it is there to be copied.
    private void address(Panel.Row row, boolean selected, int width, List<AttributedString> lines) {
        var parts = Cells.pieces(Cells.line(row.text()), width - 4);
        for (int i = 0; i < parts.size(); i++) {
            lines.add(new AttributedString(
                    (selected && i == 0 ? " ▸ " : "   ") + parts.get(i),
                    selected ? theme.style(Theme.Role.STRONG) : AttributedStyle.DEFAULT));
        }
        for (var line : Cells.wrap(Cells.line(row.more()), width - 4)) {
            lines.add(new AttributedString("   " + line, theme.style(Theme.Role.SOFT)));
        }
    }

    private void bottom(Model model, int width, String hint, List<AttributedString> lines) {
        StatusLines.notice(model).ifPresent(line -> lines.addAll(TalkPane.status(line, width, theme)));
        for (var line : hint(hint, width)) {
            lines.add(new AttributedString(' ' + line, theme.style(Theme.Role.SOFT)));
        }
    }

    /// What the keys do; in a narrow pane that takes two lines.
    private static List<String> hint(String hint, int width) {
        return Cells.wrap(hint, width - 1).stream().limit(2).toList();
    }
}
