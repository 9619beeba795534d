package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// People whom this device knows, by what the user calls them.
final class PeopleFinder {
    private final Godwit godwit;

    PeopleFinder(Godwit godwit) {
        this.godwit = godwit;
    }

    /// Contacts, and whoever there is a conversation with; with the name to show.
    Map<UserId, String> known() {
        var people = new LinkedHashMap<UserId, String>();
        godwit.contacts().all().stream()
                .filter(contact -> contact.known() && !contact.blocked())
                .forEach(contact -> people.put(contact.user(), name(contact)));
        for (var conversation : godwit.conversations()) {
            if (conversation.group().isEmpty() && !conversation.blocked()) {
                conversation.peer().ifPresent(peer -> people.putIfAbsent(peer, conversation.title()));
            }
        }
        godwit.account().ifPresent(account -> people.remove(account.user()));
        return people;
    }

    Map<UserId, String> find(List<String> names) {
        var people = new LinkedHashMap<UserId, String>();
        for (var name : names) {
            people.put(find(name), name);
        }
        return people;
    }

    private UserId find(String name) {
        return id(name).or(() ->
                        godwit.find(name).filter(each -> each.group().isEmpty()).flatMap(Conversation::peer))
                .or(() -> contact(name))
                .or(() -> member(name))
                .orElseThrow(() -> new Trouble(
                        ExitCode.FAILED,
                        "Nobody called " + Printable.line(name) + " is known on this device. " + "'godwit contacts add "
                                + Printable.line(name) + "' and 'godwit sync' look them up."));
    }

    private static Optional<UserId> id(String text) {
        try {
            return Optional.of(new UserId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<UserId> contact(String name) {
        var contacts = godwit.contacts().all();
        return contacts.stream()
                .filter(contact -> contact.name().filter(name::equals).isPresent())
                .findFirst()
                .or(() -> contacts.stream()
                        .filter(contact -> contact.nick().equals(name))
                        .findFirst())
                .map(Contact::user);
    }

    private Optional<UserId> member(String name) {
        return godwit.conversations().stream()
                .filter(each -> each.group().isPresent())
                .flatMap(each -> godwit.groups().members(each.key()).stream())
                .filter(member -> member.name().filter(name::equals).isPresent())
                .findFirst()
                .map(Member::user);
    }

    static String name(Contact contact) {
        return !contact.nick().isEmpty()
                ? contact.nick()
                : contact.name().orElse(contact.user().value());
    }
}
