package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "send",
        header = "Write a message, online or not.",
        description = {
            "Write a message. It is safe on this device when the command returns, with or without a network, and goes "
                    + "out by itself.",
            "",
            "Examples:",
            "  godwit send bob On my way",
            "  godwit send Trip \"The train leaves at nine\"",
            "  git log -1 | godwit send bob -"
        })
final class SendCommand extends ProfileCommand {
    @Parameters(index = "0", paramLabel = "TO", description = ConversationFinder.ACCEPTS)
    private String to = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = TextArgument.LABEL, description = TextArgument.DESCRIPTION)
    private List<String> words = List.of();

    @Option(
            names = "--no-sync",
            description = "Only write it down: start nothing in the background. So does $$GODWIT_NO_BACKGROUND=1.")
    private boolean noSync;

    SendCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var written = TextArgument.read(words, terminal);
        var there = new ConversationFinder(godwit).find(to);
        var message = there.isPresent() ? godwit.send(there.get().key(), written) : godwit.send(to, written);
        var marks = new Marks(terminal.colour());
        print(
                MessageLines.json(message),
                toGroup(there) + marks.of(message.state()) + "  " + marks.soft("#" + message.key()));
        terminal.out().flush();
        if (!noSync) {
            sendInBackground(godwit);
        }
        return ExitCode.OK;
    }

    /// A title may look like a name: say where it went.
    private static String toGroup(Optional<Conversation> there) {
        return there.filter(each -> each.group().isPresent())
                .map(group -> "to the group " + Printable.line(group.title()) + "  ")
                .orElse("");
    }
}
