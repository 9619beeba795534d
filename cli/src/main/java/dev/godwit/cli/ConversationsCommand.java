package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import java.util.ArrayList;
import picocli.CommandLine.Command;

@Command(
        name = "conversations",
        header = "List the conversations.",
        description = "List the conversations on this device, last active first. Works without a network.")
final class ConversationsCommand extends ProfileCommand {
    private static final int EXCERPT = 40;

    ConversationsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var conversations = godwit.conversations();
        if (json) {
            conversations.forEach(c -> print(json(c).end()));
        } else if (conversations.isEmpty()) {
            print("No conversations yet. 'godwit send NAME TEXT' begins one.");
        } else {
            conversations.forEach(c -> print(line(c)));
        }
        BackgroundSync.startIfUseful(terminal, profile(), godwit);
        return ExitCode.OK;
    }

    private String line(Conversation conversation) {
        var marks = new Marks(terminal.colour());
        var lines = new MessageLines(terminal);
        var parts = new ArrayList<String>();
        parts.add(marks.strong(MessageLines.pad(Printable.line(conversation.title()), 12)));
        conversation.last().ifPresent(last -> {
            parts.add(lines.day(last.at()) + " " + lines.clock(last.at()));
            parts.add((last.mine() ? "you: " : "")
                    + (last.deleted() ? marks.soft("(taken back)") : Printable.excerpt(last.text(), EXCERPT)));
        });
        if (conversation.unread() > 0) {
            parts.add(marks.live(conversation.unread() + " unread"));
        }
        if (conversation.pending() > 0) {
            parts.add(marks.amber("🕓 " + conversation.pending() + " waiting"));
        }
        if (conversation.failed() > 0) {
            parts.add(marks.red("! " + conversation.failed() + " failed"));
        }
        return String.join("  ", parts);
    }

    private static JsonLine json(Conversation conversation) {
        var line = new JsonLine()
                .put("conversation", conversation.key())
                .put("id", conversation.id().map(Object::toString))
                .put("title", conversation.title())
                .put("peer", conversation.peer().map(Object::toString))
                .put("unread", conversation.unread())
                .put("waiting", conversation.pending())
                .put("failed", conversation.failed())
                .put("complete", conversation.complete());
        conversation
                .last()
                .ifPresent(last -> line.put("last_text", last.text())
                        .put("last_at", last.at().toEpochMilli())
                        .put("last_mine", last.mine())
                        .put("last_state", last.state().word()));
        return line;
    }
}
