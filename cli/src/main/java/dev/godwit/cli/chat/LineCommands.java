package dev.godwit.cli.chat;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.UserId;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What a line means that was typed in line mode, and doing it.
final class LineCommands {
    private static final int RECENT = 10;
    private static final int HITS = 20;
    private static final int FOUND_AMONG = 200;

    private final Godwit godwit;
    private final UserId me;
    private final LineWords words;
    private final LineNews news;
    private final Orders orders;
    private final Clock clock;
    private Wish.Target target = new Wish.Target.Nobody();

    LineCommands(Godwit godwit, UserId me, LineWords words, LineNews news, Orders orders, Clock clock) {
        this.godwit = godwit;
        this.me = me;
        this.words = words;
        this.news = news;
        this.orders = orders;
        this.clock = clock;
    }

    OptionalLong openKey() {
        return target.key().map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /// @return whether to go on
    boolean take(String line) {
        if (line.isBlank()) {
            return true;
        }
        switch (Typed.of(line.strip())) {
            case Typed.Text(var text) -> send(text);
            case Typed.Unknown unknown -> words.say(unknown.words());
            case Typed.Command(var verb, var arguments) -> {
                if (verb == Verb.QUIT) {
                    return false;
                }
                run(verb, arguments);
            }
        }
        return true;
    }

    private void send(String text) {
        switch (target) {
            case Wish.Target.Nobody nobody -> words.say("To whom? /to NAME opens a conversation.");
            case Wish.Target.Known(var key) -> godwit.send(key, text);
            case Wish.Target.Person(var name) ->
                target = new Wish.Target.Known(godwit.send(name, text).conversation());
        }
    }

    private void run(Verb verb, String arguments) {
        switch (verb) {
            case HELP -> help();
            case TO -> {
                if (arguments.isEmpty()) {
                    words.say("It goes like this: " + verb.usage());
                } else {
                    open(arguments);
                }
            }
            case GROUP -> {
                if (arguments.isEmpty()) {
                    words.say("It goes like this: " + verb.usage());
                    return;
                }
                var wanted = Names.group(arguments);
                show(godwit.groups().create(wanted.title(), wanted.people()));
            }
            case JOIN -> show(godwit.groups().join(arguments));
            case SWITCH -> conversations(arguments);
            case SEARCH -> search(arguments);
            case CONTACTS -> contacts();
            case MEMBERS -> members();
            case LINKS ->
                openKey()
                        .ifPresent(group ->
                                orders.links(group).forEach(link -> words.say(link.address() + " " + link.words())));
            case RETRY ->
                about(arguments, Keys::isFailed, message -> {
                    godwit.retry(message.key());
                    words.say("It waits again and goes out by itself.");
                });
            case EDIT -> edit(arguments);
            case DISCARD ->
                about(arguments, Message::mine, message -> {
                    godwit.discard(message.key());
                    words.say("Taken back.");
                });
            case REACH -> about(arguments, Message::mine, this::reach);
            case NOW -> {
                godwit.tryNow();
                words.say("Trying now.");
            }
            case ADD,
                    REMOVE,
                    ROLE,
                    TITLE,
                    HISTORY,
                    LINK,
                    REVOKE,
                    LEAVE,
                    CONTACT,
                    FORGET,
                    BLOCK,
                    UNBLOCK,
                    ACCEPT,
                    MUTE,
                    UNMUTE,
                    BUSY,
                    AUTO,
                    VISIBLE -> words.say(orders.run(verb, arguments, openKey()));
            case QUIT -> {}
        }
    }

    void open(String person) {
        var found = godwit.find(person)
                .or(() -> godwit.conversations().stream()
                        .filter(each -> each.title().equalsIgnoreCase(person))
                        .findFirst());
        if (found.isPresent()) {
            show(found.get());
        } else {
            target = new Wish.Target.Person(person);
            words.say("Nothing was written with " + person + " yet. Your next line is the first.");
        }
    }

    private void show(Conversation conversation) {
        target = new Wish.Target.Known(conversation.key());
        var messages = godwit.messages(
                conversation.key(), OptionalLong.empty(), Math.clamp(conversation.unread(), RECENT, FOUND_AMONG));
        words.say("With " + conversation.title() + ": "
                + (messages.isEmpty() ? "nothing was written yet." : messages.size() + " messages."));
        messages.forEach(message -> words.message(conversation, message, true));
        news.shown(conversation.key(), messages);
        if (!messages.isEmpty() && conversation.unread() > 0) {
            godwit.markRead(messages.getLast().key());
        }
    }

    private void help() {
        words.say("A line is sent to the open conversation. A line that begins with / is a command:");
        for (var verb : Verb.values()) {
            words.say(verb.usage() + ": " + verb.words());
        }
    }

    private void conversations(String wanted) {
        var all = godwit.conversations().stream()
                .filter(each -> each.title().toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT)))
                .toList();
        if (all.isEmpty()) {
            words.say("No conversations. /to NAME begins one.");
        }
        all.forEach(each -> words.say(each.title()
                + (each.unread() > 0 ? ", " + each.unread() + " new" : "")
                + (each.failed() > 0 ? ", " + each.failed() + " failed" : "")));
    }

    private void search(String query) {
        if (query.isEmpty()) {
            words.say("It goes like this: " + Verb.SEARCH.usage());
            return;
        }
        var found = godwit.search(query, HITS);
        words.say(found.isEmpty() ? "Nothing found." : found.size() + " found, newest first:");
        found.forEach(message -> godwit.conversation(message.conversation())
                .ifPresent(
                        where -> words.say(words.day(message, clock.instant()) + words.line(where, message, false))));
    }

    private void contacts() {
        var all = godwit.contacts().all();
        if (all.isEmpty()) {
            words.say("No contacts. /contact NAME makes one.");
        }
        all.forEach(each -> words.say(each.name().orElse(each.user().value())
                + (each.nick().isEmpty() ? "" : ", " + each.nick())
                + (each.blocked() ? ", blocked" : "")));
    }

    private void members() {
        var group = openKey().stream()
                .boxed()
                .flatMap(key -> godwit.conversation(key).stream())
                .filter(open -> open.group().isPresent())
                .findFirst();
        if (group.isEmpty()) {
            words.say("This is no group. /group makes one.");
            return;
        }
        godwit.groups()
                .members(group.get().key())
                .forEach(each -> words.say(
                        each.name().orElse(each.user().value()) + (each.user().equals(me) ? ", you" : "") + ", "
                                + each.role().wire() + (each.waiting() ? ", waiting" : "")));
    }

    private void reach(Message message) {
        var all = godwit.reach(message.key());
        if (all.isEmpty()) {
            words.say("Nothing is known about who has it.");
        }
        all.forEach(each -> words.say(each.name().orElse(each.user().value()) + ": "
                + (each.read() ? "read" : each.delivered() ? "delivered" : "not yet")));
    }

    private void edit(String arguments) {
        var parts = arguments.split("\\s+", 2);
        boolean numbered = isNumber(parts[0]) && parts.length > 1;
        var text = numbered ? parts[1] : arguments;
        if (text.isBlank()) {
            words.say("It goes like this: " + Verb.EDIT.usage());
            return;
        }
        about(numbered ? parts[0] : "", Message::mine, message -> {
            godwit.edit(message.key(), text);
            words.say("Changed.");
        });
    }

    /// The message with this number, else the newest here that fits.
    private void about(String arguments, Predicate<Message> fits, Consumer<Message> what) {
        Optional<Message> meant = isNumber(arguments)
                ? godwit.message(Long.parseLong(arguments.replaceFirst("^#", "")))
                : openKey().stream()
                        .boxed()
                        .flatMap(key -> godwit.messages(key, OptionalLong.empty(), FOUND_AMONG).reversed().stream())
                        .filter(fits)
                        .findFirst();
        meant.ifPresentOrElse(what, () -> words.say("There is no such message here."));
    }

    private static boolean isNumber(String text) {
        return text.matches("#?[0-9]{1,18}");
    }
}
