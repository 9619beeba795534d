package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.History;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What holds for all of a group.
final class GroupTerms {
    private GroupTerms() {}

    @Command(
            name = "title",
            description = {
                "Give a group another title. Owners and admins can.",
                "If somebody else has changed it meanwhile, yours is not taken: 'godwit outbox retry' insists."
            })
    static final class Title extends InGroup.Change {
        @Parameters(index = "1", paramLabel = "TITLE", description = "The new title; put several words in quotes.")
        private String title = "";

        Title(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            godwit.groups().setTitle(group.key(), title);
            return Printable.line(group.title()) + " is called " + Printable.line(title) + " now";
        }
    }

    @Command(name = "history", description = "What newcomers may read. Owners and admins can change it.")
    static final class Newcomers extends InGroup.Change {
        @Parameters(
                index = "1",
                paramLabel = "FROM",
                description = "'joined': from when they came on; 'all': everything since the group began.")
        private String from = "";

        Newcomers(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            var history = History.fromWire(from.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new Trouble(
                            ExitCode.USAGE, "'" + Printable.line(from) + "' is neither 'joined' nor 'all'."));
            godwit.groups().setHistory(group.key(), history);
            return "Newcomers of " + Printable.line(group.title()) + " read "
                    + (history == History.ALL ? "everything" : "from when they join on");
        }
    }
}
