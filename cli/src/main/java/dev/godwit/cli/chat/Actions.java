package dev.godwit.cli.chat;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What keys and commands have in common: each thing that can be asked for.
final class Actions {
    private final Model model;
    private final Steering steering;
    private final Panels panels;

    Actions(Model model, Steering steering, Panels panels) {
        this.model = model;
        this.steering = steering;
        this.panels = panels;
    }

    void run(Verb verb, String arguments) {
        switch (verb) {
            case HELP -> model.panel = new Panel.Help(0);
            case TO -> {
                if (arguments.isEmpty()) {
                    panels.form(Panel.Form.Task.TO);
                } else {
                    steering.wish(new Wish.Open(arguments));
                }
            }
            case GROUP -> {
                if (arguments.isEmpty()) {
                    panels.form(Panel.Form.Task.GROUP);
                } else {
                    steering.wish(Names.group(arguments));
                }
            }
            case JOIN -> {
                if (arguments.isEmpty()) {
                    panels.form(Panel.Form.Task.JOIN);
                } else {
                    steering.wish(new Wish.Join(arguments));
                }
            }
            case SWITCH -> panels.openSwitcher(arguments);
            case SEARCH -> panels.openSearch(arguments);
            case CONTACTS -> panels.openContacts();
            case MEMBERS -> inGroup(group -> panels.openMembers());
            case LINKS -> inGroup(group -> panels.openLinks(group.key()));
            case RETRY -> about(arguments, Keys::isFailed, "No message of yours here has failed.", 'r');
            case EDIT -> about(arguments, Message::mine, "You have written nothing here yet.", 'e');
            case DISCARD -> about(arguments, Message::mine, "You have written nothing here yet.", 'd');
            case REACH -> about(arguments, Message::mine, "You have written nothing here yet.", 'i');
            case NOW -> {
                steering.wish(new Wish.TryNow());
                steering.say("Trying now.", false);
            }
            case QUIT -> steering.quit();
            case LEAVE ->
                inGroup(group -> steering.ask(
                        "Leave “" + group.title() + "”?",
                        new Wish.Order(Verb.LEAVE, "", OptionalLong.of(group.key()))));
            case BLOCK ->
                steering.ask(
                        "Block "
                                + (arguments.isEmpty()
                                        ? model.open().map(Conversation::title).orElse("nobody")
                                        : arguments)
                                + "?",
                        order(verb, arguments));
            case ADD, REMOVE, ROLE, TITLE, HISTORY, LINK, REVOKE ->
                inGroup(group -> steering.wish(order(verb, arguments)));
            case CONTACT, FORGET, UNBLOCK, ACCEPT, MUTE, UNMUTE, BUSY, AUTO, VISIBLE ->
                steering.wish(order(verb, arguments));
        }
    }

    private Wish.Order order(Verb verb, String arguments) {
        return new Wish.Order(
                verb, arguments, model.target.key().map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private void inGroup(Consumer<Conversation> what) {
        model.open()
                .filter(open -> open.group().isPresent())
                .ifPresentOrElse(what, () -> steering.say("This is no group. /group makes one.", true));
    }

    /// The message that a command means: the one with this number, else the newest that fits.
    private void about(String arguments, Predicate<Message> fits, String none, int letter) {
        var number = arguments.split("\\s+", 2)[0].replaceFirst("^#", "");
        var messages = model.history.map(History::messages).orElse(List.of()).reversed();
        Optional<Message> meant = number.matches("[0-9]{1,18}")
                ? messages.stream()
                        .filter(each -> each.key() == Long.parseLong(number))
                        .findFirst()
                : messages.stream().filter(fits).findFirst();
        meant.ifPresentOrElse(message -> on(message, letter), () -> steering.say(none, true));
    }

    /// @param letter a key pressed on a selected message
    /// @return whether it means something
    boolean on(Message message, int letter) {
        boolean own = message.mine() && !message.deleted();
        boolean failed = Keys.isFailed(message);
        switch (letter) {
            case 'e' -> steering.edit(message);
            case 'r' -> {
                if (!failed) {
                    return false;
                }
                steering.wish(new Wish.Retry(message.key()));
                model.selected = OptionalLong.empty();
            }
            case 'd' -> {
                if (!own) {
                    return false;
                }
                var discard = new Wish.Discard(message.key());
                if (message.seq().isPresent()) {
                    steering.ask("Take this message back, for everybody?", discard);
                } else {
                    steering.ask("Discard this message?", discard);
                }
            }
            case 'i' -> {
                if (!own) {
                    return false;
                }
                panels.openReach(message);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
