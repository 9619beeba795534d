package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "mute",
        header = "Let a conversation make no noise.",
        description = "Mute a conversation on all your devices. Messages come as before. Works without a network.")
final class MuteCommand extends InConversation {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "For how long, such as 8h or 7d. Default: until 'godwit unmute'.")
    @Nullable
    private Duration time;

    MuteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    String change(Godwit godwit, Conversation conversation) {
        var until = Optional.ofNullable(time).map(Instant.now()::plus);
        godwit.contacts().mute(conversation.key(), until);
        var lines = new MessageLines(terminal);
        return Printable.line(conversation.title()) + " makes no noise"
                + until.map(end -> " until " + lines.when(end) + '.').orElse(".");
    }
}
