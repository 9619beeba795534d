package dev.godwit.cli.chat;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The conversations, last active first: two lines each, or one on a low screen.
final class ListPane {
    private static final int LOW = 16;
    private static final int ABOVE = 2;

    private final Theme theme;

    ListPane(Theme theme) {
        this.theme = theme;
    }

    List<AttributedString> lines(Model model, int width) {
        var lines = new ArrayList<AttributedString>();
        lines.add(header(model, width));
        lines.add(new AttributedString("─".repeat(width), theme.style(Theme.Role.SOFT)));
        if (model.conversations.isEmpty()) {
            if (model.listed) {
                empty(width, lines);
            }
            return lines;
        }
        int each = model.rows < LOW ? 1 : 2;
        int room = Math.max(1, (model.rows - ABOVE) / each);
        int open = model.open().map(model.conversations::indexOf).orElse(0);
        int first = Math.clamp(open - room / 2, 0, Math.max(0, model.conversations.size() - room));
        for (var conversation :
                model.conversations.stream().skip(first).limit(room).toList()) {
            boolean selected = model.isOpen(conversation.key());
            lines.add(title(model, conversation, width, selected));
            if (each == 2) {
                lines.add(excerpt(model, conversation, width));
            }
        }
        return lines;
    }

    private AttributedString header(Model model, int width) {
        int unread = (int)
                model.conversations.stream().filter(each -> each.unread() > 0).count();
        var name = Cells.cut(" " + Cells.line(model.me), width - 10);
        var right = unread > 0 ? unread + " new " : "F1 help ";
        int gap = Math.max(1, width - Cells.width(name) - right.length());
        return new AttributedStringBuilder()
                .append(Cells.isolated(name), theme.style(Theme.Role.STRONG))
                .append(" ".repeat(gap))
                .append(right, theme.style(unread > 0 ? Theme.Role.LIVE : Theme.Role.SOFT))
                .toAttributedString();
    }

    private void empty(int width, List<AttributedString> lines) {
        lines.add(AttributedString.EMPTY);
        for (var sentence : List.of("Nobody here yet.", "", "Ctrl+T writes to somebody, Ctrl+G makes a group.")) {
            for (var line : Cells.wrap(sentence, width - 2)) {
                lines.add(new AttributedString(" " + line, theme.style(Theme.Role.SOFT)));
            }
        }
    }

    private AttributedString title(Model model, Conversation conversation, int width, boolean selected) {
        var right = new ArrayList<String>();
        if (conversation.unread() > 0) {
            right.add(conversation.unread() > 999 ? "999+" : Integer.toString(conversation.unread()));
        }
        conversation.last().ifPresent(last -> right.add(Days.brief(last.at(), model.now, model.zone)));
        var end = String.join(" ", right) + ' ';
        var dot = PresenceWords.dot(model.presence(conversation));
        int room = Math.max(1, width - 3 - Cells.width(end));
        var title = Cells.cut(Cells.line(conversation.title()), room);
        int gap = Math.max(0, width - 2 - Cells.width(title) - Cells.width(end));
        boolean unread = conversation.unread() > 0;
        if (selected) {
            return new AttributedStringBuilder()
                    .append(dot + ' ' + Cells.isolated(title) + " ".repeat(gap) + end, theme.style(Theme.Role.SELECTED))
                    .toAttributedString();
        }
        return new AttributedStringBuilder()
                .append(dot, theme.style(Theme.Role.LIVE))
                .append(' ')
                .append(Cells.isolated(title), unread ? theme.style(Theme.Role.STRONG) : AttributedStyle.DEFAULT)
                .append(" ".repeat(gap))
                .append(end, theme.style(unread ? Theme.Role.LIVE : Theme.Role.SOFT))
                .toAttributedString();
    }

    private AttributedString excerpt(Model model, Conversation conversation, int width) {
        var line = new AttributedStringBuilder().append("  ");
        int room = width - 3;
        for (var marked : marks(model, conversation)) {
            if (room > Cells.width(marked.toString())) {
                line.append(marked).append(' ');
                room -= Cells.width(marked.toString()) + 1;
            }
        }
        var draft = Optional.ofNullable(model.drafts.get(conversation.key())).orElse(conversation.draft());
        var text = draft.isEmpty()
                ? conversation.last().map(last -> said(conversation, last)).orElse("")
                : draft;
        return line.append(Cells.isolated(Cells.cut(Cells.line(text), room)), theme.style(Theme.Role.SOFT))
                .toAttributedString();
    }

    private List<AttributedString> marks(Model model, Conversation conversation) {
        var marks = new ArrayList<AttributedString>();
        if (conversation.failed() > 0) {
            marks.add(new AttributedString("! failed", theme.style(Theme.Role.FAILED)));
        } else if (conversation.pending() > 0) {
            marks.add(new AttributedString("🕓", theme.style(Theme.Role.WAITING)));
        }
        if (conversation.request()) {
            marks.add(new AttributedString("new:", theme.style(Theme.Role.LIVE)));
        }
        if (conversation.blocked()) {
            marks.add(new AttributedString("blocked", theme.style(Theme.Role.SOFT)));
        } else if (conversation.muted()) {
            marks.add(new AttributedString("muted", theme.style(Theme.Role.SOFT)));
        }
        boolean typing = !model.nearby
                .typing()
                .getOrDefault(conversation.key(), List.of())
                .isEmpty();
        if (typing) {
            marks.add(new AttributedString("writing …", theme.style(Theme.Role.LIVE)));
        } else if (!model.drafts
                .getOrDefault(conversation.key(), conversation.draft())
                .isEmpty()) {
            marks.add(new AttributedString("Draft:", theme.style(Theme.Role.MINE)));
        }
        return marks;
    }

    private static String said(Conversation conversation, Message last) {
        var text = last.deleted() ? "(taken back)" : last.text();
        if (last.change().isPresent()) {
            return text;
        }
        if (last.mine()) {
            return "You: " + text;
        }
        return conversation.group().isPresent()
                ? last.senderName().map(name -> name + ": ").orElse("") + text
                : text;
    }
}
