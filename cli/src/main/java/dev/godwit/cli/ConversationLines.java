package dev.godwit.cli;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import dev.godwit.client.view.Message;
import java.util.ArrayList;
import java.util.List;

/// How a conversation looks in a list, for people and as JSON.
final class ConversationLines {
    private static final int EXCERPT = 40;

    private final Marks marks;
    private final MessageLines lines;

    ConversationLines(Terminal terminal) {
        this.marks = new Marks(terminal.colour());
        this.lines = new MessageLines(terminal);
    }

    String line(Conversation conversation) {
        var parts = new ArrayList<String>();
        parts.add(marks.soft(MessageLines.pad("#" + conversation.key(), 4)));
        parts.add(marks.strong(MessageLines.pad(Printable.line(conversation.title()), 12)));
        conversation.group().map(ConversationLines::size).ifPresent(size -> parts.add(marks.soft(size)));
        conversation.last().ifPresent(last -> parts.add(lines.when(last.at()) + "  " + last(last)));
        parts.addAll(states(conversation));
        return String.join("  ", parts);
    }

    private static String size(Group group) {
        if (group.joining()) {
            return "(joining)";
        }
        return group.role().isEmpty() ? "(left)" : "(" + Words.members(group.count()) + ")";
    }

    private String last(Message last) {
        if (last.change().isPresent()) {
            return marks.soft(Printable.excerpt(last.text(), EXCERPT));
        }
        return (last.mine() ? "you: " : "")
                + (last.deleted() ? marks.soft("(taken back)") : Printable.excerpt(last.text(), EXCERPT));
    }

    private List<String> states(Conversation conversation) {
        var states = new ArrayList<String>();
        if (conversation.unread() > 0) {
            states.add(marks.live(conversation.unread() + " unread"));
        }
        if (conversation.pending() > 0) {
            states.add(marks.amber("🕓 " + conversation.pending() + " waiting"));
        }
        if (conversation.failed() > 0) {
            states.add(marks.red("! " + conversation.failed() + " failed"));
        }
        if (conversation.request()) {
            states.add(marks.amber("request: 'godwit accept " + conversation.key() + "' takes it up"));
        }
        if (!conversation.draft().isEmpty()) {
            states.add(marks.soft("draft"));
        }
        if (conversation.muted()) {
            states.add(marks.soft("muted"));
        }
        if (conversation.blocked()) {
            states.add(marks.soft("blocked"));
        }
        return states;
    }

    static JsonLine json(Conversation conversation) {
        var line = new JsonLine()
                .put("conversation", conversation.key())
                .put("id", conversation.id().map(Object::toString))
                .put("title", conversation.title())
                .put("peer", conversation.peer().map(Object::toString))
                .put("unread", conversation.unread())
                .put("waiting", conversation.pending())
                .put("failed", conversation.failed())
                .put("complete", conversation.complete())
                .put("muted", conversation.muted())
                .put("request", conversation.request())
                .put("blocked", conversation.blocked())
                .put("group", conversation.group().isPresent());
        conversation.group().ifPresent(group -> GroupJson.group(line, group));
        if (!conversation.draft().isEmpty()) {
            line.put("draft", conversation.draft());
        }
        conversation
                .last()
                .ifPresent(last -> line.put("last_text", last.text())
                        .put("last_at", last.at().toEpochMilli())
                        .put("last_mine", last.mine())
                        .put("last_state", last.state().word()));
        return line;
    }
}
