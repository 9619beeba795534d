package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import picocli.CommandLine.Command;

@Command(
        name = "unmute",
        header = "Let it make noise again.",
        description = "Take a mute back, on all your devices. Works without a network.")
final class UnmuteCommand extends InConversation {
    UnmuteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    String change(Godwit godwit, Conversation conversation) {
        godwit.contacts().unmute(conversation.key());
        return Printable.line(conversation.title()) + " may make noise again.";
    }
}
