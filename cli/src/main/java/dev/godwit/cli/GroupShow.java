package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import picocli.CommandLine.Command;

@Command(name = "show", description = "One group: who is in it, as what, and what newcomers may read.")
final class GroupShow extends InGroup {
    private static final int NAMED = 20;

    GroupShow(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit, Conversation conversation) {
        var members = godwit.groups().members(conversation.key());
        if (json) {
            print(ConversationLines.json(conversation)
                    .put(
                            "people",
                            members.stream()
                                    .map(member -> GroupJson.member(conversation, member))
                                    .toList())
                    .end());
            return ExitCode.OK;
        }
        var group = ConversationFinder.group(conversation);
        var marks = new Marks(terminal.colour());
        print(marks.strong(Printable.line(conversation.title())) + "  " + marks.soft("#" + conversation.key()));
        conversation.id().ifPresent(id -> print("  id        " + id));
        print("  you       " + group.role().map(Role::wire).orElse(group.joining() ? "joining" : "not in it any more"));
        print("  members   " + group.count()
                + (group.large() ? ", a large group: who has read what is only counted" : ""));
        members.stream().limit(NAMED).forEach(member -> print("    " + line(member)));
        if (members.size() > NAMED) {
            print("    … 'godwit group members " + conversation.key() + "' shows all that are known here");
        }
        print("  newcomers read " + (group.history() == History.ALL ? "everything" : "from when they joined on"));
        return ExitCode.OK;
    }

    static String line(Member member) {
        return MessageLines.pad(
                        Printable.line(member.name().orElse(member.user().value())) + (member.me() ? " (you)" : ""), 24)
                + "  " + member.role().wire() + (member.waiting() ? "  🕓 waiting" : "");
    }
}
