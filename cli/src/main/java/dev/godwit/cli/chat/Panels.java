package dev.godwit.cli.chat;

import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.Role;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Opens what stands in the place of the messages, and says what the keys do there.
final class Panels {
    private static final String CHOOSE = "↑ ↓ choose · Enter: open · Esc: back";

    private final Model model;
    private final Steering steering;

    Panels(Model model, Steering steering) {
        this.model = model;
        this.steering = steering;
    }

    void form(Panel.Form.Task purpose) {
        model.panel = switch (purpose) {
            case TO -> new Panel.Form(purpose, "New message", List.of("To (name)"));
            case GROUP -> new Panel.Form(purpose, "New group", List.of("Title", "People (names, with commas)"));
            case JOIN -> new Panel.Form(purpose, "Join a group", List.of("Link"));
            case ADD -> new Panel.Form(purpose, "Add people", List.of("People (names, with commas)"));
            case CONTACT -> new Panel.Form(purpose, "New contact", List.of("Name", "What you call them (or nothing)"));
        };
    }

    void openSwitcher(String words) {
        var picker = picker(Panel.Picker.Choice.SWITCH, "Go to", CHOOSE);
        picker.filter().set(words);
        refresh();
    }

    void openSearch(String words) {
        var picker = picker(Panel.Picker.Choice.HITS, "Search", CHOOSE);
        picker.filter().set(words);
        search(picker);
    }

    void openContacts() {
        picker(
                Panel.Picker.Choice.CONTACTS,
                "Contacts",
                "Enter: write · a: add · x: remove · b: block or unblock · Esc: back");
        steering.wish(new Wish.ListContacts());
    }

    void openMembers() {
        boolean manage = model.open()
                .flatMap(each -> each.group())
                .filter(group -> group.mayManage())
                .isPresent();
        picker(
                Panel.Picker.Choice.MEMBERS,
                "Members",
                (manage ? "a: add · x: remove · m/s/o: member, admin, owner · k: links · " : "")
                        + "Enter: write · l: leave · Esc: back");
        refresh();
        model.target.key().ifPresent(group -> steering.wish(new Wish.ListMembers(group)));
    }

    void openLinks(long group) {
        picker(Panel.Picker.Choice.LINKS, "Links to this group", "n: new · x: end it · Esc: back");
        steering.wish(new Wish.ListLinks(group));
    }

    void openReach(Message message) {
        picker(Panel.Picker.Choice.REACH, "Who has “" + Cells.cut(Cells.line(message.text()), 30) + "”", "Esc: back");
        steering.wish(new Wish.AskReach(message.key()));
    }

    private Panel.Picker picker(Panel.Picker.Choice purpose, String title, String hint) {
        var picker = new Panel.Picker(purpose, title, hint);
        model.panel = picker;
        model.selected = OptionalLong.empty();
        return picker;
    }

    // ---- what has come

    /// Fills what comes from the model itself.
    void refresh() {
        if (model.panel instanceof Panel.Picker picker) {
            switch (picker.purpose()) {
                case SWITCH ->
                    picker.fill(Rows.conversations(model, picker.filter().text()));
                case MEMBERS -> picker.fill(Rows.members(model));
                case LINKS, CONTACTS, HITS, REACH -> {}
            }
        }
    }

    void links(Event.Links links) {
        if (model.isOpen(links.group())) {
            fill(Panel.Picker.Choice.LINKS, Rows.links(links));
        }
    }

    void hits(Event.Hits hits) {
        open(Panel.Picker.Choice.HITS)
                .filter(picker -> picker.filter().text().strip().equals(hits.query()))
                .ifPresent(picker -> picker.fill(Rows.hits(model, hits)));
    }

    void contacts(List<Contact> all) {
        fill(Panel.Picker.Choice.CONTACTS, Rows.contacts(model, all));
    }

    void reached(Event.Reached reached) {
        fill(Panel.Picker.Choice.REACH, Rows.reach(reached));
    }

    private void fill(Panel.Picker.Choice purpose, List<Panel.Row> rows) {
        open(purpose).ifPresent(picker -> picker.fill(rows));
    }

    private Optional<Panel.Picker> open(Panel.Picker.Choice purpose) {
        return model.panel instanceof Panel.Picker picker && picker.purpose() == purpose
                ? Optional.of(picker)
                : Optional.empty();
    }

    // ---- keys

    void on(Key key) {
        if (key.name() == Key.Name.ESCAPE) {
            model.panel = new Panel.None();
            return;
        }
        switch (model.panel) {
            case Panel.None none -> {}
            case Panel.Help(var from) -> help(key, from);
            case Panel.Form form -> form(form, key);
            case Panel.Picker picker -> picker(picker, key);
        }
    }

    private void help(Key key, int from) {
        int page = Math.max(1, model.rows - 4);
        int last = Math.max(0, HelpText.length() - page);
        int to = switch (key.name()) {
            case UP -> from - 1;
            case DOWN -> from + 1;
            case PAGE_UP -> from - page;
            case PAGE_DOWN -> from + page;
            case HOME -> 0;
            case END -> last;
            case CHARACTER, ENTER, TAB, BACKSPACE, DELETE, ESCAPE, LEFT, RIGHT, F1 -> -page - 1;
        };
        model.panel = to < -page ? new Panel.None() : new Panel.Help(Math.clamp(to, 0, last));
    }

    private void form(Panel.Form form, Key key) {
        switch (key.name()) {
            case TAB -> form.move(key.shift() ? -1 : 1);
            case UP -> form.move(-1);
            case DOWN -> form.move(1);
            case ENTER -> {
                if (form.isLast()) {
                    submit(form);
                } else {
                    form.move(1);
                }
            }
            case CHARACTER, BACKSPACE, DELETE, LEFT, RIGHT, HOME, END ->
                form.input().on(key);
            case ESCAPE, PAGE_UP, PAGE_DOWN, F1 -> {}
        }
    }

    private void submit(Panel.Form form) {
        var first = form.answer(0);
        if (first.isEmpty()) {
            steering.say("“" + form.labels().getFirst() + "” is still empty.", true);
            return;
        }
        model.panel = new Panel.None();
        steering.wish(
                switch (form.purpose()) {
                    case TO -> new Wish.Open(first);
                    case GROUP -> new Wish.CreateGroup(first, Names.of(form.answer(1)));
                    case JOIN -> new Wish.Join(first);
                    case ADD -> order(Verb.ADD, first);
                    case CONTACT -> order(Verb.CONTACT, first + ' ' + form.answer(1));
                });
    }

    void paste(Panel.Picker picker, String text) {
        if (picker.hasFilter()) {
            picker.filter().insert(text);
            filtered(picker);
        }
    }

    private void picker(Panel.Picker picker, Key key) {
        switch (key.name()) {
            case UP -> picker.move(-1);
            case DOWN, TAB -> picker.move(1);
            case PAGE_UP -> picker.move(-model.rows / 2);
            case PAGE_DOWN -> picker.move(model.rows / 2);
            case ENTER -> picker.chosen().ifPresent(row -> choose(row.pick()));
            case CHARACTER, BACKSPACE, DELETE, LEFT, RIGHT, HOME, END -> {
                if (picker.hasFilter()) {
                    if (picker.filter().on(key)) {
                        filtered(picker);
                    }
                } else if (key.isText()) {
                    letter(picker, key.code());
                }
            }
            case ESCAPE, F1 -> {}
        }
    }

    private void filtered(Panel.Picker picker) {
        picker.toFirst();
        if (picker.purpose() == Panel.Picker.Choice.HITS) {
            search(picker);
        } else {
            refresh();
        }
    }

    private void search(Panel.Picker picker) {
        var query = picker.filter().text().strip();
        if (query.isEmpty()) {
            picker.fill(List.of());
        } else {
            steering.wish(new Wish.Search(query));
        }
    }

    private void choose(Panel.Pick pick) {
        switch (pick) {
            case Panel.Pick.Talk(var conversation) -> steering.show(new Wish.Target.Known(conversation));
            case Panel.Pick.Somebody(var name) -> steering.wish(new Wish.Open(name));
            case Panel.Pick.User(var user, var name) -> {
                if (!user.equals(model.user)) {
                    steering.wish(new Wish.Open(user.value()));
                }
            }
            case Panel.Pick.Hit(var conversation, var message) -> steering.wish(new Wish.Find(conversation, message));
            case Panel.Pick.Link(var code) -> {}
        }
    }

    private void letter(Panel.Picker picker, int letter) {
        switch (picker.purpose()) {
            case MEMBERS -> {
                switch (letter) {
                    case 'a' -> form(Panel.Form.Task.ADD);
                    case 'k' -> model.target.key().ifPresent(this::openLinks);
                    case 'l' ->
                        model.open()
                                .ifPresent(
                                        group -> steering.ask("Leave “" + group.title() + "”?", order(Verb.LEAVE, "")));
                    case 'x' ->
                        chosenUser(picker)
                                .ifPresent(user -> steering.ask(
                                        "Remove " + user.name() + "?",
                                        order(Verb.REMOVE, user.user().value())));
                    case 'm' -> role(picker, Role.MEMBER);
                    case 's' -> role(picker, Role.ADMIN);
                    case 'o' -> role(picker, Role.OWNER);
                    default -> {}
                }
            }
            case CONTACTS -> {
                switch (letter) {
                    case 'a' -> form(Panel.Form.Task.CONTACT);
                    case 'x' -> chosenUser(picker).ifPresent(user -> order(Verb.FORGET, user));
                    case 'b' ->
                        chosenUser(picker)
                                .ifPresent(user -> order(
                                        picker.chosen()
                                                        .filter(row ->
                                                                row.mark().equals(Rows.BLOCKED))
                                                        .isPresent()
                                                ? Verb.UNBLOCK
                                                : Verb.BLOCK,
                                        user));
                    default -> {}
                }
            }
            case LINKS -> {
                switch (letter) {
                    case 'n' -> steering.wish(order(Verb.LINK, ""));
                    case 'x' ->
                        picker.chosen().ifPresent(row -> {
                            if (row.pick() instanceof Panel.Pick.Link(var code)) {
                                steering.ask("End this link?", order(Verb.REVOKE, code));
                            }
                        });
                    default -> {}
                }
            }
            case SWITCH, HITS, REACH -> {}
        }
    }

    private void role(Panel.Picker picker, Role role) {
        chosenUser(picker)
                .ifPresent(user -> steering.wish(order(Verb.ROLE, user.user().value() + ' ' + role.wire())));
    }

    private static Optional<Panel.Pick.User> chosenUser(Panel.Picker picker) {
        return picker.chosen()
                .map(Panel.Row::pick)
                .flatMap(pick -> pick instanceof Panel.Pick.User user ? Optional.of(user) : Optional.empty());
    }

    private void order(Verb verb, Panel.Pick.User user) {
        steering.wish(order(verb, user.user().value()));
        steering.wish(new Wish.ListContacts());
    }

    private Wish.Order order(Verb verb, String arguments) {
        return new Wish.Order(
                verb, arguments, model.target.key().map(OptionalLong::of).orElse(OptionalLong.empty()));
    }
}
