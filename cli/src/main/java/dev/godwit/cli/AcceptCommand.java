package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import picocli.CommandLine.Command;

@Command(
        name = "accept",
        header = "Take up what a stranger began.",
        description = {
            "Accept the request of somebody you do not know, without writing anything; writing accepts as well.",
            "Until then they do not see whether their messages reached you, or whether you are there."
        })
final class AcceptCommand extends InConversation {
    AcceptCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    String change(Godwit godwit, Conversation conversation) {
        godwit.contacts().accept(conversation.key());
        return "The conversation with " + Printable.line(conversation.title()) + " is taken up.";
    }
}
