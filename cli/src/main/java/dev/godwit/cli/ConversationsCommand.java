package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "conversations",
        header = "List the conversations.",
        description = "List the conversations on this device, last active first. Works without a network.")
final class ConversationsCommand extends ProfileCommand {
    @Parameters(arity = "0..1", paramLabel = "WITH", description = "Only this one. " + ConversationFinder.ACCEPTS)
    @Nullable
    private String with;

    ConversationsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var conversations =
                with == null ? godwit.conversations() : List.of(new ConversationFinder(godwit).require(with));
        var lines = new ConversationLines(terminal);
        conversations.forEach(each -> print(ConversationLines.json(each), lines.line(each)));
        if (conversations.isEmpty() && !json) {
            print("No conversations yet. 'godwit send NAME TEXT' begins one.");
        }
        sendInBackground(godwit);
        return ExitCode.OK;
    }
}
