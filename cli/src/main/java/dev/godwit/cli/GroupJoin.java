package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "join",
        description = {
            "Join a group by the address of a link that somebody in it made.",
            "Without a network you are in it as soon as there is one; whether the link still works turns out then."
        })
final class GroupJoin extends ProfileCommand {
    @Parameters(paramLabel = "ADDRESS", description = "What 'godwit group link' printed; put it in quotes.")
    private String address = "";

    GroupJoin(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        var group = godwit.groups().join(address);
        print(
                ConversationLines.json(group),
                ConversationFinder.group(group).joining()
                        ? "Asked to join; 'godwit read " + group.key() + "' shows the group once you are in."
                        : "You are in " + Printable.line(group.title()) + '.');
        sendInBackground(godwit);
        return ExitCode.OK;
    }
}
