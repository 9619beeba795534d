package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        header = "Find messages on this device.",
        description = {
            "Messages in which all the words occur, in any order, also as beginnings of words; the newest first.",
            "Works without a network, and finds what is on this device. Nothing of it counts as read."
        })
final class SearchCommand extends ProfileCommand {
    private static final int EXCERPT = 60;

    @Parameters(arity = "1..*", paramLabel = "WORDS", description = "What has to occur.")
    private List<String> words = List.of();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int limit = 20;

    SearchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        if (limit < 1) {
            throw new Trouble(ExitCode.USAGE, "--limit takes how many at most, 1 or more.");
        }
        var found = godwit.search(String.join(" ", words), limit);
        var titles = new HashMap<Long, String>();
        for (var message : found) {
            var title = titles.computeIfAbsent(message.conversation(), key -> title(godwit, key));
            print(MessageLines.json(message).put("title", title), line(message, title));
        }
        if (found.isEmpty() && !json) {
            print("Nothing found on this device.");
        }
        return ExitCode.OK;
    }

    private String line(Message message, String title) {
        var lines = new MessageLines(terminal);
        var marks = new Marks(terminal.colour());
        return lines.when(message.at()) + "  "
                + marks.strong(MessageLines.pad(Printable.line(title), 12)) + "  " + MessageLines.name(message) + ": "
                + Printable.excerpt(message.text(), EXCERPT) + "  " + marks.soft("#" + message.key());
    }

    private static String title(Godwit godwit, long conversation) {
        Optional<Conversation> found = godwit.conversation(conversation);
        return found.map(Conversation::title).orElse("");
    }
}
