package dev.godwit.cli.chat;

import dev.godwit.client.view.Conversation;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// One conversation: who, what was said, what is being written.
final class TalkPane {
    private static final String PROMPT = "> ";

    private final Theme theme;
    private final Transcript transcript;
    private final HeaderWords header = new HeaderWords();

    TalkPane(Theme theme, Transcript transcript) {
        this.theme = theme;
        this.transcript = transcript;
    }

    View.Drawn draw(Model model, Geometry geometry) {
        int width = geometry.main();
        var lines = new ArrayList<AttributedString>();
        lines.add(title(model, width));
        lines.add(rule(model, geometry));
        messages(model, geometry, lines);
        StatusLines.connection(model).ifPresent(line -> lines.addAll(status(line, width, theme)));
        StatusLines.notice(model).ifPresent(line -> lines.addAll(status(line, width, theme)));
        lines.add(new AttributedString("─".repeat(width), theme.style(Theme.Role.SOFT)));
        return compose(model, geometry, lines);
    }

    private AttributedString title(Model model, int width) {
        var title = Cells.cut(' ' + Cells.line(header.title(model)), width - 1);
        int room = width - Cells.width(title) - 3;
        var more = Cells.cut(header.more(model), Math.max(0, room));
        int gap = Math.max(1, width - Cells.width(title) - Cells.width(more) - 1);
        return new AttributedStringBuilder()
                .append(Cells.isolated(title), theme.style(Theme.Role.STRONG))
                .append(" ".repeat(gap))
                .append(Cells.isolated(more), theme.style(header.isLive(model) ? Theme.Role.LIVE : Theme.Role.SOFT))
                .toAttributedString();
    }

    /// The line below the title; while the view is not at the newest message it says so.
    private AttributedString rule(Model model, Geometry geometry) {
        int width = geometry.main();
        boolean back = model.history.filter(history -> !history.follows()).isPresent();
        var words = back ? Cells.cut(" Earlier messages · Ctrl+End: newest ", width) : "";
        return new AttributedString(
                words + "─".repeat(Math.max(0, width - Cells.width(words))),
                theme.style(back ? Theme.Role.LIVE : Theme.Role.SOFT));
    }

    private void messages(Model model, Geometry geometry, List<AttributedString> lines) {
        int height = geometry.messages();
        int width = geometry.main();
        var all = transcript.lines(model, width);
        if (all.isEmpty()) {
            var words = header.nothing(model);
            int above = Math.max(0, height / 2);
            for (int i = 0; i < height; i++) {
                lines.add(
                        i == above
                                ? new AttributedString(centred(words, width), theme.style(Theme.Role.SOFT))
                                : AttributedString.EMPTY);
            }
            return;
        }
        var history = model.history.orElseThrow();
        var part = Transcript.visible(all, history, height);
        for (int i = part.to() - part.from(); i < height; i++) {
            lines.add(AttributedString.EMPTY);
        }
        all.subList(part.from(), part.to()).forEach(line -> lines.add(line.text()));
    }

    private static String centred(String words, int width) {
        var shown = Cells.cut(words, width);
        return " ".repeat(Math.max(0, (width - Cells.width(shown)) / 2)) + shown;
    }

    static List<AttributedString> status(StatusLines.Line line, int width, Theme theme) {
        return line.in(width).stream()
                .map(words -> new AttributedString(' ' + words, theme.style(line.role())))
                .toList();
    }

    private View.Drawn compose(Model model, Geometry geometry, List<AttributedString> lines) {
        int width = geometry.main();
        if (!model.mayWrite() && model.compose.isEmpty()) {
            lines.add(new AttributedString(
                    ' ' + Cells.cut(header.whyNot(model), width - 1), theme.style(Theme.Role.SOFT)));
            return new View.Drawn(lines, new View.Cursor(-1, 0));
        }
        int top = lines.size();
        if (model.compose.isEmpty()) {
            lines.add(new AttributedStringBuilder()
                    .append(PROMPT, theme.style(Theme.Role.MINE))
                    .append(Cells.cut(header.invitation(model), width - 2), theme.style(Theme.Role.SOFT))
                    .toAttributedString());
            return new View.Drawn(lines, cursor(model, top, PROMPT.length()));
        }
        var layout = ComposeLayout.of(model.compose.text(), model.compose.cursor(), geometry.text());
        int height = geometry.compose();
        int first = Math.clamp(
                layout.row() - height + 1, 0, Math.max(0, layout.lines().size() - height));
        for (int i = first; i < Math.min(layout.lines().size(), first + height); i++) {
            lines.add(new AttributedStringBuilder()
                    .append(i == 0 ? PROMPT : "  ", theme.style(Theme.Role.MINE))
                    .append(layout.lines().get(i), AttributedStyle.DEFAULT)
                    .toAttributedString());
        }
        return new View.Drawn(lines, cursor(model, top + layout.row() - first, layout.column() + PROMPT.length()));
    }

    private static View.Cursor cursor(Model model, int row, int column) {
        return model.question.isPresent() || model.selected.isPresent()
                ? new View.Cursor(-1, 0)
                : new View.Cursor(row, column);
    }

    static String people(Conversation conversation) {
        return conversation
                .group()
                .map(group -> group.count() == 1 ? "1 member" : group.count() + " members")
                .orElse("");
    }
}
