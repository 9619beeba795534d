package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.Role;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Who is in a group, and as what.
final class GroupPeople {
    private GroupPeople() {}

    @Command(name = "members", description = "Who is in a group: owners first, then admins.")
    static final class Members extends InGroup {
        Members(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit, Conversation group) {
            for (var member : godwit.groups().members(group.key())) {
                print(GroupJson.member(group, member), GroupShow.line(member));
            }
            return ExitCode.OK;
        }
    }

    @Command(name = "add", description = "Take people in. Owners and admins can.")
    static final class Add extends InGroup.Change {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "PEOPLE", description = "Names or user ids (u…).")
        private List<String> people = List.of();

        Add(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            people.forEach(person -> godwit.groups().add(group.key(), person));
            return "Added to " + Printable.line(group.title()) + ": " + Printable.line(String.join(", ", people));
        }
    }

    @Command(
            name = "remove",
            description = {
                "Take people out. Owners and admins can; only owners can take owners out.",
                "They keep what they could read until then, and get nothing of what comes after."
            })
    static final class Remove extends InGroup.Change {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "PEOPLE", description = "Names or user ids (u…).")
        private List<String> people = List.of();

        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            people.forEach(person -> godwit.groups().remove(group.key(), person));
            return "Removed from " + Printable.line(group.title()) + ": " + Printable.line(String.join(", ", people));
        }
    }

    @Command(
            name = "leave",
            description = {
                "Leave a group. What you could read stays on this device.",
                "If you are its last owner, the admin who has been in it longest owns it then, else the member."
            })
    static final class Leave extends InGroup.Change {
        Leave(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            godwit.groups().leave(group.key());
            return "Left " + Printable.line(group.title());
        }
    }

    @Command(name = "role", description = "Make somebody an owner, an admin or a mere member. Owners can.")
    static final class GiveRole extends InGroup.Change {
        @Parameters(index = "1", paramLabel = "PERSON", description = PERSON)
        private String person = "";

        @Parameters(index = "2", paramLabel = "ROLE", description = "owner, admin or member.")
        private String role = "";

        GiveRole(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, Conversation group) {
            var given = Role.fromWire(role.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> new Trouble(
                            ExitCode.USAGE,
                            "'" + Printable.line(role) + "' is no role. There are owner, admin and member."));
            godwit.groups().setRole(group.key(), person, given);
            return Printable.line(person) + " in " + Printable.line(group.title()) + ": " + given.wire();
        }
    }
}
