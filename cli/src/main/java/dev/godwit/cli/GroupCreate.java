package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.protocol.History;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Make a group, online or not. You own it.",
            "The people need not be known on this device yet: names are looked up when there is a network."
        })
final class GroupCreate extends ProfileCommand {
    @Parameters(index = "0", paramLabel = "TITLE", description = "What it is called; put several words in quotes.")
    private String title = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "PEOPLE",
            description = "Who else is in it: names or user ids (u…).")
    private List<String> people = List.of();

    @Option(names = "--history-all", description = "Whoever is added later may read everything from the beginning.")
    private boolean all;

    GroupCreate(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var group = godwit.groups().create(title, people);
        if (all) {
            godwit.groups().setHistory(group.key(), History.ALL);
        }
        var made = godwit.conversation(group.key()).orElse(group);
        var marks = new Marks(terminal.colour());
        print(
                ConversationLines.json(made),
                "Made the group " + Printable.line(made.title()) + "  " + marks.soft("#" + made.key())
                        + (made.pending() > 0 ? "  " + marks.amber("🕓 waiting") : ""));
        sendInBackground(godwit);
        return ExitCode.OK;
    }
}
