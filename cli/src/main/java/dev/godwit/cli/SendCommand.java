package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import java.util.List;
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
            "  git log -1 | godwit send bob -"
        })
final class SendCommand extends ProfileCommand {
    @Parameters(index = "0", paramLabel = "TO", description = "A name, a user id (u…) or a conversation id (d…).")
    private String to = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TEXT",
            description = "The text; several words are joined by spaces. A single - reads it from standard input.")
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
        var text = words.equals(List.of("-")) ? terminal.readAll().stripTrailing() : String.join(" ", words);
        var message = godwit.send(to, text);
        if (json) {
            print(MessageLines.json(message).end());
        } else {
            var marks = new Marks(terminal.colour());
            print(marks.of(message.state()) + "  " + marks.soft("#" + message.key()));
        }
        terminal.out().flush();
        if (!noSync) {
            BackgroundSync.startIfUseful(terminal, profile(), godwit);
        }
        return ExitCode.OK;
    }
}
