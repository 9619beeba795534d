package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "read",
        header = "Show a conversation.",
        description = {
            "Show a conversation, newest at the bottom. Works without a network: it reads what is on this device.",
            "What it shows counts as read; the other side sees that once this device has been online."
        })
final class ReadCommand extends ProfileCommand {
    @Parameters(paramLabel = "WITH", description = ConversationFinder.ACCEPTS)
    private String with = "";

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "How many messages at most. Default: ${DEFAULT-VALUE}; 0 for all.")
    private int limit = 50;

    @Option(
            names = "--before",
            paramLabel = "ID",
            description = "Only what stands before this message ('message' in --json).")
    @Nullable
    private Long before;

    @Option(names = "--reach", description = "Show for each own message whom it has reached and who has read it.")
    private boolean reach;

    @Option(names = "--keep-unread", description = "Do not count them as read.")
    private boolean keepUnread;

    ReadCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var conversation = new ConversationFinder(godwit).require(with);
        var messages = Pages.newest(godwit, conversation.key(), from(), limit <= 0 ? Integer.MAX_VALUE : limit);
        if (json) {
            messages.forEach(message -> print(json(godwit, message).end()));
        } else {
            draw(godwit, conversation, messages);
        }
        terminal.out().flush();
        if (!keepUnread && !messages.isEmpty() && conversation.unread() > 0) {
            godwit.markRead(messages.getLast().key());
            BackgroundSync.start(terminal, profile());
        }
        return ExitCode.OK;
    }

    private OptionalLong from() {
        return before == null ? OptionalLong.empty() : OptionalLong.of(before);
    }

    private JsonLine json(Godwit godwit, Message message) {
        var line = MessageLines.json(message);
        return reach && message.mine() ? line.put("reach", ReachLines.json(godwit, message)) : line;
    }

    private void draw(Godwit godwit, Conversation conversation, List<Message> messages) {
        var marks = new Marks(terminal.colour());
        var lines = new MessageLines(terminal);
        print(marks.strong(Printable.line(conversation.title())));
        if (messages.isEmpty()) {
            print(marks.soft("Nothing here yet. 'godwit send " + Printable.line(with) + " TEXT' writes the first."));
        }
        LocalDate day = LocalDate.MIN;
        for (var message : messages) {
            var its = lines.day(message.at());
            if (!its.equals(day)) {
                print(marks.soft(its.toString()));
                day = its;
            }
            print(lines.line(message));
            if (reach && message.mine()) {
                drawReach(marks, ReachLines.line(godwit, message));
            }
        }
    }

    private void drawReach(Marks marks, String words) {
        if (!words.isEmpty()) {
            print(" ".repeat(7) + marks.soft(words));
        }
    }
}
