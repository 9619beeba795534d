package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;

@Command(
        name = "group",
        header = "Make groups, and decide who is in them.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Without a command: the groups on this device, last active first.",
            "All of it works without a network: what you change holds on this device at once, and for the others when "
                    + "the server has it. What could not be done is in 'godwit outbox' then, with the reason.",
            "",
            "Examples:",
            "  godwit group create Trip bob carol",
            "  godwit send Trip \"The train leaves at nine\"",
            "  godwit group link Trip --uses 5 --for 7d"
        })
final class GroupCommand extends ProfileCommand {
    static final Subcommands FAMILY = new Subcommands(GroupCommand::new)
            .with("create", GroupCreate::new)
            .with("list", GroupCommand.GroupList::new)
            .with("show", GroupShow::new)
            .with("members", GroupPeople.Members::new)
            .with("add", GroupPeople.Add::new)
            .with("remove", GroupPeople.Remove::new)
            .with("leave", GroupPeople.Leave::new)
            .with("role", GroupPeople.GiveRole::new)
            .with("title", GroupTerms.Title::new)
            .with("history", GroupTerms.Newcomers::new)
            .with("link", GroupLinks.Make::new)
            .with("links", GroupLinks.All::new)
            .with("unlink", GroupLinks.Revoke::new)
            .with("join", GroupJoin::new);

    GroupCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        return list(this, godwit);
    }

    @Command(name = "list", description = "The groups on this device, last active first.")
    static final class GroupList extends ProfileCommand {
        GroupList(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit) {
            return list(this, godwit);
        }
    }

    private static int list(ProfileCommand command, Godwit godwit) {
        var groups = godwit.conversations().stream()
                .filter(each -> each.group().isPresent())
                .toList();
        var lines = new ConversationLines(command.terminal);
        groups.forEach(group -> command.print(ConversationLines.json(group), lines.line(group)));
        if (groups.isEmpty() && !command.json) {
            command.print("No groups yet. 'godwit group create TITLE PEOPLE…' makes one.");
        }
        command.sendInBackground(godwit);
        return ExitCode.OK;
    }
}
