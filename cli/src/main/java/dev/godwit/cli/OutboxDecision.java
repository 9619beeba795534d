package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What a person decides about one message of the outbox.
abstract sealed class OutboxDecision extends ProfileCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The number that 'godwit outbox' or 'godwit send' shows.")
    private String id = "";

    private OutboxDecision(Terminal terminal) {
        super(terminal);
    }

    /// @return what to say
    abstract String decide(Godwit godwit, long message);

    @Override
    final int run(Godwit godwit) {
        var said = decide(godwit, number());
        print(new JsonLine().put("message", number()).put("done", true), said);
        sendInBackground(godwit);
        return ExitCode.OK;
    }

    private long number() {
        try {
            return Long.parseLong(id.startsWith("#") ? id.substring(1) : id);
        } catch (NumberFormatException e) {
            throw new Trouble(
                    ExitCode.USAGE,
                    "'" + Printable.line(id) + "' is not a number that 'godwit outbox' shows, like 12.");
        }
    }

    @Command(name = "retry", description = "Queue a failed message again, behind what waits now.")
    static final class Retry extends OutboxDecision {
        Retry(Terminal terminal) {
            super(terminal);
        }

        @Override
        String decide(Godwit godwit, long message) {
            godwit.retry(message);
            return "It waits again and " + Words.leaves(1, BackgroundSync.isWanted(terminal)) + '.';
        }
    }

    @Command(
            name = "edit",
            description =
                    "Give an own message another text, whether it has left or not. Nobody ever gets two messages.")
    static final class Edit extends OutboxDecision {
        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = TextArgument.LABEL,
                description = TextArgument.DESCRIPTION)
        private List<String> words = List.of();

        Edit(Terminal terminal) {
            super(terminal);
        }

        @Override
        String decide(Godwit godwit, long message) {
            godwit.edit(message, TextArgument.read(words, terminal));
            return "Changed.";
        }
    }

    @Command(
            name = "discard",
            description =
                    "Take an own message back. One that never left vanishes; one that did is deleted for everyone.")
    static final class Discard extends OutboxDecision {
        Discard(Terminal terminal) {
            super(terminal);
        }

        @Override
        String decide(Godwit godwit, long message) {
            godwit.discard(message);
            return "Taken back.";
        }
    }
}
