package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import picocli.CommandLine.Parameters;

/// What the commands share that settle something about one conversation.
abstract class InConversation extends ProfileCommand {
    @Parameters(index = "0", paramLabel = "WITH", description = ConversationFinder.ACCEPTS)
    private String with = "";

    InConversation(Terminal terminal) {
        super(terminal);
    }

    /// @return what was done, for people
    abstract String change(Godwit godwit, Conversation conversation);

    @Override
    final int run(Godwit godwit) {
        var conversation = new ConversationFinder(godwit).require(with);
        var said = change(godwit, conversation);
        print(ConversationLines.json(godwit.conversation(conversation.key()).orElse(conversation)), said);
        sendInBackground(godwit);
        return ExitCode.OK;
    }
}
