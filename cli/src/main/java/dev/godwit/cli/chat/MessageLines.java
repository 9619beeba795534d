package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// One message as lines, each exactly as wide as the pane.
final class MessageLines {
    private static final int GAP = 2;

    private MessageLines() {}

    /// All that decides how a message looks.
    ///
    /// @param day    name of the day that begins with it; empty text if none does
    /// @param fresh  whether it is the first new one
    /// @param named  whether its sender is named above it
    /// @param group  whether it stands in a group
    /// @param latest whether its mark is said in words too
    record Shape(
            Message message,
            String day,
            boolean fresh,
            boolean named,
            boolean group,
            boolean latest,
            boolean selected,
            String clock,
            int width) {}

    static List<AttributedString> of(Shape shape, Theme theme) {
        var lines = new ArrayList<AttributedString>();
        if (!shape.day().isEmpty()) {
            lines.add(rule(shape.day(), shape.width(), theme.style(Theme.Role.SOFT)));
        }
        if (shape.fresh()) {
            lines.add(rule("New messages", shape.width(), theme.style(Theme.Role.LIVE)));
        }
        var message = shape.message();
        if (message.change().isPresent()) {
            for (var line : Cells.wrap(Cells.text(message.text()), shape.width() - 2 * GAP)) {
                lines.add(centred(line, shape.width(), theme.style(Theme.Role.SOFT)));
            }
            failure(shape, theme, lines);
            return lines;
        }
        if (shape.named()) {
            lines.add(name(shape, theme));
        }
        body(shape, theme, lines);
        failure(shape, theme, lines);
        return lines;
    }

    private static AttributedString name(Shape shape, Theme theme) {
        var message = shape.message();
        int room = shape.width() - Geometry.GUTTER;
        var name = message.mine()
                ? "You"
                : Cells.line(message.senderName().orElse(message.sender().value()));
        var style = message.mine()
                ? theme.style(Theme.Role.MINE).bold()
                : shape.group() ? theme.person(message.sender().value()) : theme.style(Theme.Role.STRONG);
        return new AttributedStringBuilder()
                .append(" ".repeat(Geometry.GUTTER))
                .append(isolated(name, room), style)
                .toAttributedString();
    }

    private static void body(Shape shape, Theme theme, List<AttributedString> lines) {
        var message = shape.message();
        int room = Math.max(2, shape.width() - Geometry.GUTTER - 1);
        boolean quiet = message.deleted() || !message.understood();
        var text =
                message.deleted() ? "(taken back)" : Cells.text(message.text()).stripTrailing();
        var style = quiet ? theme.style(Theme.Role.SOFT) : AttributedStyle.DEFAULT;
        var wrapped = Cells.wrap(text, room);
        var tail = tail(shape, theme);
        for (int i = 0; i < wrapped.size(); i++) {
            var line = new AttributedStringBuilder();
            gutter(shape, theme, i == 0, line);
            line.append(Cells.isolated(wrapped.get(i)), style);
            if (i == wrapped.size() - 1 && tail.length() > 0) {
                int wide = Cells.width(tail.toString());
                int used = Geometry.GUTTER + Cells.width(wrapped.get(i));
                if (used + GAP + wide > shape.width() - 1) {
                    lines.add(line.toAttributedString());
                    line = new AttributedStringBuilder();
                    used = 0;
                }
                line.append(" ".repeat(Math.max(0, shape.width() - 1 - used - wide)))
                        .append(tail);
            }
            lines.add(line.toAttributedString());
        }
    }

    private static void gutter(Shape shape, Theme theme, boolean first, AttributedStringBuilder line) {
        if (!first) {
            line.append(shape.selected() ? "▌" + " ".repeat(Geometry.GUTTER - 1) : " ".repeat(Geometry.GUTTER));
        } else if (shape.selected()) {
            line.append(shape.clock(), theme.style(Theme.Role.SELECTED)).append("▸");
        } else {
            line.append(shape.clock(), theme.style(Theme.Role.SOFT)).append(' ');
        }
    }

    /// What stands at the right end: whether it was changed, and its one mark.
    private static AttributedString tail(Shape shape, Theme theme) {
        var message = shape.message();
        var tail = new AttributedStringBuilder();
        if (message.edited() && !message.deleted()) {
            tail.append("edited ", theme.style(Theme.Role.SOFT));
        }
        if (message.changing()) {
            tail.append("🕓 change waiting ", theme.style(Theme.Role.WAITING));
        }
        if (message.readers() > 0) {
            tail.append("read by " + message.readers() + ' ', theme.style(Theme.Role.LIVE));
        }
        mark(shape, theme).ifPresent(tail::append);
        return tail.toAttributedString();
    }

    private static Optional<AttributedString> mark(Shape shape, Theme theme) {
        boolean words = shape.latest() || !theme.hasColour();
        return switch (shape.message().state()) {
            case MessageState.Pending(var waitsFor) -> styled("🕓 waiting", theme, Theme.Role.WAITING);
            case MessageState.Sent() -> styled(words ? "✓ sent" : "✓", theme, Theme.Role.SOFT);
            case MessageState.Delivered() -> styled(words ? "✓✓ delivered" : "✓✓", theme, Theme.Role.SOFT);
            case MessageState.Read() -> styled(words ? "✓✓ read" : "✓✓", theme, Theme.Role.LIVE);
            case MessageState.Failed(var code, var reason) -> styled("! failed", theme, Theme.Role.FAILED);
            case MessageState.Received(var read) -> Optional.empty();
        };
    }

    private static Optional<AttributedString> styled(String text, Theme theme, Theme.Role role) {
        return Optional.of(new AttributedString(text, theme.style(role)));
    }

    private static void failure(Shape shape, Theme theme, List<AttributedString> lines) {
        if (shape.message().state() instanceof MessageState.Failed(var code, var reason)) {
            int room = Math.max(2, shape.width() - Geometry.GUTTER - 1);
            for (var line : Cells.wrap(Cells.text(reason), room)) {
                lines.add(indented(line, theme.style(Theme.Role.FAILED)));
            }
            var way = shape.selected() ? "r: Retry · e: Edit · d: Discard" : "Retry · Edit · Discard (↑ selects)";
            lines.add(indented(Cells.cut(way, room), theme.style(Theme.Role.SOFT)));
        }
    }

    private static AttributedString indented(String line, AttributedStyle style) {
        return new AttributedStringBuilder()
                .append(" ".repeat(Geometry.GUTTER))
                .append(Cells.isolated(line), style)
                .toAttributedString();
    }

    /// `──── Today ────`
    private static AttributedString rule(String words, int width, AttributedStyle style) {
        var shown = Cells.cut(words, width - 4);
        int left = Math.max(0, (width - Cells.width(shown) - 2) / 2);
        int right = Math.max(0, width - Cells.width(shown) - 2 - left);
        return new AttributedString("─".repeat(left) + ' ' + shown + ' ' + "─".repeat(right), style);
    }

    private static AttributedString centred(String line, int width, AttributedStyle style) {
        int left = Math.max(0, (width - Cells.width(line)) / 2);
        return new AttributedStringBuilder()
                .append(" ".repeat(left))
                .append(Cells.isolated(line), style)
                .toAttributedString();
    }

    static String isolated(String text, int width) {
        return Cells.isolated(Cells.cut(text, width));
    }
}
