package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a person decides about another one.
abstract sealed class ContactChange extends ProfileCommand {
    @Parameters(index = "0", paramLabel = "PERSON", description = "A name or a user id (u…).")
    private String person = "";

    private ContactChange(Terminal terminal) {
        super(terminal);
    }

    /// @return what was done, for people
    abstract String change(Godwit godwit, String person);

    @Override
    final int run(Godwit godwit) {
        var said = change(godwit, person);
        print(new JsonLine().put("person", person).put("done", true), said);
        sendInBackground(godwit);
        return ExitCode.OK;
    }

    @Command(name = "add", description = "Take somebody up among your contacts.")
    static final class Add extends ContactChange {
        @Option(names = "--nick", paramLabel = "NICK", description = "What you call them.")
        private String nick = "";

        Add(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, String person) {
            godwit.contacts().add(person, nick);
            return Printable.line(person) + " is one of your contacts.";
        }
    }

    @Command(name = "remove", description = "Take somebody off your contacts. Conversations stay.")
    static final class Remove extends ContactChange {
        Remove(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, String person) {
            godwit.contacts().remove(person);
            return Printable.line(person) + " is none of your contacts any more.";
        }
    }

    @Command(
            name = "block",
            description = {
                "Take nothing more from somebody, and show them nothing of you.",
                "They cannot write to you or add you to groups; in groups where you both are, you go on seeing each other."
            })
    static final class Block extends ContactChange {
        Block(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, String person) {
            godwit.contacts().block(person);
            return Printable.line(person) + " is blocked.";
        }
    }

    @Command(name = "unblock", description = "Take things from somebody again.")
    static final class Unblock extends ContactChange {
        Unblock(Terminal terminal) {
            super(terminal);
        }

        @Override
        String change(Godwit godwit, String person) {
            godwit.contacts().unblock(person);
            return Printable.line(person) + " is not blocked any more.";
        }
    }
}
