package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Presence;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "presence",
        header = "Who is there, and who sees you.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Whether people are there: those you name, or your contacts and whoever you have a conversation with. Asks "
                    + "the server.",
            "The commands change what others see of you. They work without a network. A person with the name of a "
                    + "command is shown by their id."
        })
final class PresenceCommand extends ProfileCommand {
    static final Subcommands FAMILY = new Subcommands(PresenceCommand::new)
            .with("busy", OwnPresence.Busy::new)
            .with("auto", OwnPresence.Auto::new)
            .with("audience", OwnPresence.SeenBy::new);

    @Parameters(arity = "0..*", paramLabel = "PEOPLE", description = "Names or user ids (u…) that this device knows.")
    private List<String> people = List.of();

    PresenceCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var finder = new PeopleFinder(godwit);
        var asked = people.isEmpty() ? finder.known() : finder.find(people);
        if (people.isEmpty() && !json) {
            print(OwnPresence.words(godwit));
        }
        if (!asked.isEmpty()) {
            godwit.live().ask(asked.keySet()).forEach(presence -> {
                var name = String.valueOf(asked.get(presence.user()));
                print(json(presence, name), line(presence, name));
            });
        }
        return ExitCode.OK;
    }

    private String line(Presence presence, String name) {
        var lines = new MessageLines(terminal);
        var marks = new Marks(terminal.colour());
        var state = presence.state().wire();
        return MessageLines.pad(Printable.line(name), 16) + "  "
                + switch (presence.state()) {
                    case ONLINE -> marks.live(state);
                    case BUSY -> marks.red(state);
                    case AWAY -> marks.amber(state);
                    case OFFLINE ->
                        marks.soft(state
                                + presence.seen()
                                        .map(at -> ", last seen " + lines.when(at))
                                        .orElse(""));
                };
    }

    private static JsonLine json(Presence presence, String name) {
        var line = new JsonLine()
                .put("user", presence.user().value())
                .put("name", name)
                .put("state", presence.state().wire());
        presence.seen().ifPresent(at -> line.put("seen", at.toEpochMilli()));
        return line;
    }
}
