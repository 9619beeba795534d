package dev.godwit.cli.chat;

import dev.godwit.client.sdk.Contacts;
import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.view.Conversation;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.History;
import dev.godwit.protocol.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What can be changed about groups, people and oneself by a word and a few arguments: the same on the full
/// screen and in line mode. Each answers in words, or throws what the SDK says.
final class Orders {
    private static final String USAGE = "usage";

    private final Godwit godwit;
    private final Clock clock;

    Orders(Godwit godwit, Clock clock) {
        this.godwit = godwit;
        this.clock = clock;
    }

    String run(Verb verb, String arguments, OptionalLong conversation) {
        return switch (verb) {
            case ADD -> add(group(conversation), verb, arguments);
            case REMOVE -> {
                godwit.groups().remove(group(conversation), some(verb, arguments));
                yield "Removed.";
            }
            case ROLE -> role(group(conversation), verb, arguments);
            case TITLE -> {
                godwit.groups().setTitle(group(conversation), some(verb, arguments));
                yield "Renamed.";
            }
            case HISTORY -> {
                var history =
                        History.fromWire(arguments.toLowerCase(Locale.ROOT)).orElseThrow(() -> usage(verb));
                godwit.groups().setHistory(group(conversation), history);
                yield history == History.ALL
                        ? "Newcomers may read everything."
                        : "Newcomers may read what comes after they have joined.";
            }
            case LINK -> link(group(conversation), verb, arguments);
            case REVOKE -> {
                godwit.groups().revokeLink(group(conversation), some(verb, arguments));
                yield "That link does not work any more.";
            }
            case LEAVE -> {
                godwit.groups().leave(group(conversation));
                yield "You have left. What you could read stays here.";
            }
            case CONTACT -> {
                var parts = some(verb, arguments).split("\\s+", 2);
                godwit.contacts().add(parts[0], parts.length > 1 ? parts[1].strip() : "");
                yield parts[0] + " is a contact.";
            }
            case FORGET -> {
                godwit.contacts().remove(some(verb, arguments));
                yield "No contact any more.";
            }
            case BLOCK -> {
                godwit.contacts().block(person(verb, arguments, conversation));
                yield "Blocked. They are not told.";
            }
            case UNBLOCK -> {
                godwit.contacts().unblock(person(verb, arguments, conversation));
                yield "Not blocked any more.";
            }
            case ACCEPT -> {
                godwit.contacts().accept(open(conversation));
                yield "Accepted.";
            }
            case MUTE -> mute(open(conversation), verb, arguments);
            case UNMUTE -> {
                godwit.contacts().unmute(open(conversation));
                yield "Not muted any more.";
            }
            case BUSY -> {
                godwit.contacts().setBusy(true);
                yield "You are shown as busy. /auto takes that back.";
            }
            case AUTO -> {
                godwit.contacts().setBusy(false);
                yield "You are shown as online while you use this, and as away otherwise.";
            }
            case VISIBLE -> visible(verb, arguments);
            case HELP,
                    TO,
                    GROUP,
                    JOIN,
                    SWITCH,
                    SEARCH,
                    CONTACTS,
                    MEMBERS,
                    LINKS,
                    RETRY,
                    EDIT,
                    DISCARD,
                    REACH,
                    NOW,
                    QUIT -> throw usage(verb);
        };
    }

    private String add(long group, Verb verb, String arguments) {
        var names = Names.of(some(verb, arguments));
        names.forEach(name -> godwit.groups().add(group, name));
        return names.size() == 1 ? names.getFirst() + " is added." : names.size() + " people are added.";
    }

    private String role(long group, Verb verb, String arguments) {
        var parts = arguments.split("\\s+", -1);
        var role = Role.fromWire(parts[parts.length - 1].toLowerCase(Locale.ROOT));
        if (parts.length != 2 || role.isEmpty()) {
            throw usage(verb);
        }
        godwit.groups().setRole(group, parts[0], role.get());
        return "Their role is now: " + role.get().wire() + ".";
    }

    private String link(long group, Verb verb, String arguments) {
        var parts = arguments.isEmpty() ? new String[0] : arguments.split("\\s+", -1);
        var uses = parts.length > 0 ? OptionalInt.of(number(verb, parts[0])) : OptionalInt.empty();
        Optional<Duration> lifetime =
                parts.length > 1 ? Optional.of(Duration.ofHours(number(verb, parts[1]))) : Optional.empty();
        return godwit.groups().address(group, godwit.groups().makeLink(group, uses, lifetime));
    }

    private String mute(long conversation, Verb verb, String arguments) {
        if (arguments.isEmpty()) {
            godwit.contacts().mute(conversation, Optional.empty());
            return "Muted. /unmute takes that back.";
        }
        int hours = number(verb, arguments);
        godwit.contacts().mute(conversation, Optional.of(clock.instant().plus(Duration.ofHours(hours))));
        return "Muted for " + (hours == 1 ? "an hour." : hours + " hours.");
    }

    private String visible(Verb verb, String arguments) {
        for (var audience : Contacts.Audience.values()) {
            if (audience.name().equalsIgnoreCase(arguments)) {
                godwit.contacts().setPresenceAudience(audience);
                return switch (audience) {
                    case EVERYBODY -> "Everybody may see whether you are there.";
                    case CONTACTS -> "Your contacts may see whether you are there.";
                    case NOBODY -> "Nobody sees whether you are there.";
                };
            }
        }
        throw usage(verb);
    }

    /// Links of a group as they are shown.
    List<Event.Links.Address> links(long group) {
        return godwit.groups().links(group).stream()
                .map(link ->
                        new Event.Links.Address(link.code(), godwit.groups().address(group, link), words(link)))
                .toList();
    }

    private static String words(GroupLink link) {
        var uses = link.uses() == 0
                ? "for any number"
                : link.uses() == 1 ? "for one person" : "for " + link.uses() + " people";
        var until = link.until() == 0 ? "always" : "until " + Instant.ofEpochMilli(link.until());
        return uses + ", " + until + " · /revoke " + link.code();
    }

    private String person(Verb verb, String arguments, OptionalLong conversation) {
        if (!arguments.isEmpty()) {
            return arguments;
        }
        return godwit.conversation(open(conversation))
                .flatMap(Conversation::peer)
                .map(Object::toString)
                .orElseThrow(() -> usage(verb));
    }

    private long group(OptionalLong conversation) {
        long key = open(conversation);
        return godwit.conversation(key)
                .filter(open -> open.group().isPresent())
                .map(Conversation::key)
                .orElseThrow(() -> new GodwitException(USAGE, "This is no group.", "/group makes one."));
    }

    private static long open(OptionalLong conversation) {
        return conversation.orElseThrow(
                () -> new GodwitException(USAGE, "No conversation is open.", "/to NAME opens one."));
    }

    private static String some(Verb verb, String arguments) {
        if (arguments.isEmpty()) {
            throw usage(verb);
        }
        return arguments;
    }

    private static int number(Verb verb, String digits) {
        if (!digits.matches("[0-9]{1,6}")) {
            throw usage(verb);
        }
        return Integer.parseInt(digits);
    }

    private static GodwitException usage(Verb verb) {
        return new GodwitException(USAGE, "It goes like this: " + verb.usage(), "");
    }
}
