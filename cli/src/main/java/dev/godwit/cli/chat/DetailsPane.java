package dev.godwit.cli.chat;

import dev.godwit.client.view.Conversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// Beside a conversation, where there is room: who is in it, and what about it.
final class DetailsPane {
    private final Theme theme;

    DetailsPane(Theme theme) {
        this.theme = theme;
    }

    List<AttributedString> lines(Model model, int width) {
        var lines = new ArrayList<AttributedString>();
        var open = model.open();
        if (open.isEmpty()) {
            return lines;
        }
        var conversation = open.get();
        boolean group = conversation.group().isPresent();
        lines.add(new AttributedString(
                ' ' + Cells.cut(group ? "Members" : "About", width - 1), theme.style(Theme.Role.STRONG)));
        lines.add(new AttributedString("─".repeat(width), theme.style(Theme.Role.SOFT)));
        if (group) {
            members(model, width, lines);
        } else {
            person(model, conversation, width, lines);
        }
        for (var note : notes(conversation)) {
            for (var line : Cells.wrap(note, width - 2)) {
                lines.add(new AttributedString(' ' + line, theme.style(Theme.Role.SOFT)));
            }
        }
        return lines;
    }

    private void members(Model model, int width, List<AttributedString> lines) {
        int room = Math.max(1, model.rows - 8);
        var rows = Rows.members(model);
        for (var row : rows.stream().limit(room).toList()) {
            var more = Cells.cut(row.more(), width / 2);
            var name = Cells.cut(Cells.line(row.text()), width - 4 - Cells.width(more));
            lines.add(new AttributedStringBuilder()
                    .append(' ' + row.mark() + ' ', theme.style(Theme.Role.LIVE))
                    .append(Cells.isolated(name))
                    .append(' ' + more, theme.style(Theme.Role.SOFT))
                    .toAttributedString());
        }
        if (rows.size() > room) {
            lines.add(new AttributedString(
                    " and " + (rows.size() - room) + " more · Ctrl+O", theme.style(Theme.Role.SOFT)));
        }
        lines.add(AttributedString.EMPTY);
    }

    private void person(Model model, Conversation conversation, int width, List<AttributedString> lines) {
        lines.add(new AttributedString(' ' + MessageLines.isolated(Cells.line(conversation.title()), width - 2)));
        conversation
                .peer()
                .filter(peer -> !peer.equals(model.user))
                .flatMap(peer -> Optional.ofNullable(model.nearby.presences().get(peer)))
                .ifPresent(presence -> lines.add(new AttributedString(
                        ' ' + PresenceWords.dot(presence.state()) + ' ' + PresenceWords.of(presence, model.now),
                        theme.style(Theme.Role.LIVE))));
        lines.add(AttributedString.EMPTY);
    }

    private static List<String> notes(Conversation conversation) {
        var notes = new ArrayList<String>();
        if (conversation.muted()) {
            notes.add("Muted. /unmute takes that back.");
        }
        if (conversation.blocked()) {
            notes.add("Blocked. /unblock takes that back.");
        }
        if (!conversation.complete()) {
            notes.add("Older messages are still being fetched.");
        }
        conversation
                .group()
                .filter(group -> group.large())
                .ifPresent(group -> notes.add("A large group: it is only counted who has read what."));
        return notes;
    }
}
