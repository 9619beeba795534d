package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Group;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which conversation somebody means who writes a name, a group's title, an id, or the number that it has
/// on this device. What could mean several is never guessed: a message that went to the wrong people cannot
/// be called back.
final class ConversationFinder {
    static final String ACCEPTS =
            "A name, a group's title, an id (u…, d…, g…) or a number that 'godwit conversations' " + "shows.";

    private static final Pattern NUMBER = Pattern.compile("#?[0-9]{1,18}");

    private final Godwit godwit;

    ConversationFinder(Godwit godwit) {
        this.godwit = godwit;
    }

    /// Empty if nothing on this device is meant.
    Optional<Conversation> find(String text) {
        var wanted = text.strip();
        var found = new LinkedHashMap<Long, Conversation>();
        numbered(wanted).ifPresent(each -> found.put(each.key(), each));
        godwit.find(wanted).ifPresent(each -> found.put(each.key(), each));
        titled(wanted).forEach(each -> found.put(each.key(), each));
        var stranger = nobodyYet(wanted, found);
        if (found.size() + (stranger.isPresent() ? 1 : 0) > 1) {
            throw ambiguous(wanted, found, stranger);
        }
        return found.values().stream().findFirst();
    }

    Conversation require(String text) {
        return find(text)
                .orElseThrow(() -> new Trouble(
                        ExitCode.FAILED,
                        "There is no conversation with " + Printable.line(text) + " on this device. "
                                + "'godwit sync' fetches what is new; 'godwit conversations' lists what is here."));
    }

    Conversation requireGroup(String text) {
        var wanted = text.strip();
        // Here a title cannot be mistaken for a person.
        var titled = titled(wanted);
        if (titled.size() == 1 && numbered(wanted).isEmpty()) {
            return titled.getFirst();
        }
        var conversation = find(wanted)
                .orElseThrow(() -> new Trouble(
                        ExitCode.FAILED,
                        "There is no group called " + Printable.line(text) + " on this device. "
                                + "'godwit sync' fetches what is new; 'godwit group list' lists what is here."));
        if (conversation.group().isEmpty()) {
            throw new Trouble(
                    ExitCode.FAILED,
                    "The conversation with " + Printable.line(conversation.title())
                            + " is no group. 'godwit group create TITLE PEOPLE…' makes one.");
        }
        return conversation;
    }

    static Group group(Conversation conversation) {
        return conversation.group().orElseThrow();
    }

    private Optional<Conversation> numbered(String wanted) {
        return NUMBER.matcher(wanted).matches()
                ? godwit.conversation(Long.parseLong(wanted.startsWith("#") ? wanted.substring(1) : wanted))
                : Optional.empty();
    }

    /// Groups with exactly this title, else those where only upper and lower case differ.
    private List<Conversation> titled(String wanted) {
        var groups = godwit.conversations().stream()
                .filter(each -> each.group().isPresent())
                .toList();
        var exact = groups.stream()
                .filter(each -> each.title().strip().equals(wanted))
                .toList();
        return !exact.isEmpty()
                ? exact
                : groups.stream()
                        .filter(each -> each.title().strip().equalsIgnoreCase(wanted))
                        .toList();
    }

    /// A contact to whom nothing was written yet, and who has a group's title for a name.
    private Optional<Contact> nobodyYet(String wanted, Map<Long, Conversation> found) {
        if (found.isEmpty()
                || found.values().stream().anyMatch(each -> each.group().isEmpty())) {
            return Optional.empty();
        }
        return godwit.contacts().all().stream()
                .filter(contact -> contact.name().filter(wanted::equals).isPresent())
                .findFirst();
    }

    private static Trouble ambiguous(String wanted, Map<Long, Conversation> found, Optional<Contact> stranger) {
        var meant = new ArrayList<String>();
        found.values().forEach(each -> meant.add(each.key() + " (" + words(each) + ")"));
        stranger.ifPresent(contact -> meant.add(contact.user() + " (a contact)"));
        return new Trouble(
                ExitCode.FAILED,
                "'" + Printable.line(wanted) + "' can mean several: "
                        + meant.stream().collect(Collectors.joining(", "))
                        + ". Nothing was done; use the number or the id.");
    }

    private static String words(Conversation conversation) {
        var title = Printable.excerpt(conversation.title(), 40);
        return conversation
                .group()
                .map(group ->
                        "the group " + title + ", " + (group.role().isEmpty() ? "left" : Words.members(group.count())))
                .orElse("the conversation with " + title);
    }
}
