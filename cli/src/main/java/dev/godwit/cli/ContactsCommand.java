package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Contact;
import java.util.ArrayList;
import picocli.CommandLine.Command;

@Command(
        name = "contacts",
        header = "Whom you know, and whom you do not want to know.",
        synopsisSubcommandLabel = "[COMMAND]",
        description = {
            "Without a command: your contacts and the people you have blocked, on all your devices the same.",
            "Works without a network; other devices and the server hear of a change as soon as there is one."
        })
final class ContactsCommand extends ProfileCommand {
    static final Subcommands FAMILY = new Subcommands(ContactsCommand::new)
            .with("list", ContactList::new)
            .with("add", ContactChange.Add::new)
            .with("remove", ContactChange.Remove::new)
            .with("block", ContactChange.Block::new)
            .with("unblock", ContactChange.Unblock::new);

    ContactsCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    int run(Godwit godwit) {
        return list(this, godwit);
    }

    private static int list(ProfileCommand command, Godwit godwit) {
        var contacts = godwit.contacts().all();
        contacts.forEach(contact -> command.print(json(contact), line(command.terminal, contact)));
        if (contacts.isEmpty() && !command.json) {
            command.print("No contacts yet. 'godwit contacts add NAME' adds one.");
        }
        return ExitCode.OK;
    }

    private static String line(Terminal terminal, Contact contact) {
        var marks = new Marks(terminal.colour());
        var parts = new ArrayList<String>();
        var name = contact.name().orElse(contact.user().value());
        parts.add(MessageLines.pad(Printable.line(contact.nick().isEmpty() ? name : contact.nick()), 16));
        parts.add(MessageLines.pad(contact.nick().isEmpty() ? "" : Printable.line(name), 16));
        if (contact.blocked()) {
            parts.add(marks.red("blocked"));
        }
        if (contact.waiting()) {
            parts.add(marks.amber("🕓 waiting"));
        }
        return String.join("  ", parts).stripTrailing();
    }

    private static JsonLine json(Contact contact) {
        return new JsonLine()
                .put("user", contact.user().value())
                .put("name", contact.name())
                .put("nick", contact.nick())
                .put("contact", contact.known())
                .put("blocked", contact.blocked())
                .put("waiting", contact.waiting());
    }

    @Command(name = "list", description = "Your contacts and the people you have blocked.")
    static final class ContactList extends ProfileCommand {
        ContactList(Terminal terminal) {
            super(terminal);
        }

        @Override
        int run(Godwit godwit) {
            return list(this, godwit);
        }
    }
}
