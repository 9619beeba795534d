package dev.godwit.cli.chat;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Changes the model by what happens, and says what is to be done about it. No input or output, no clock:
/// the same events lead to the same screen.
final class Steering {
    private static final Duration NOTICE = Duration.ofSeconds(8);
    private static final Duration TROUBLE = Duration.ofSeconds(20);
    private static final Duration ACTIVE_EVERY = Duration.ofSeconds(20);

    private final Model model;
    private final Scrolling scrolling;
    private final Drafts drafts;
    private final Panels panels;
    private final Keys keys;
    private final List<Wish> wishes = new ArrayList<>();
    private Wish.Watch watched = new Wish.Watch(List.of(), List.of());
    private OptionalLong read = OptionalLong.empty();
    private Instant saidActive = Instant.MIN;

    Steering(Model model, Transcript transcript) {
        this.model = model;
        this.scrolling = new Scrolling(model, transcript);
        this.drafts = new Drafts(model);
        this.panels = new Panels(model, this);
        this.keys = new Keys(model, this, panels, scrolling);
    }

    /// @return what is to be done, in this order
    List<Wish> on(Event event, Instant now) {
        model.now = now;
        switch (event) {
            case Event.Pressed(var key) -> {
                used();
                keys.on(key);
            }
            case Event.Paste(var text) -> {
                used();
                keys.paste(text);
            }
            case Event.Focus(var gained) -> {
                model.focused = gained;
                if (gained) {
                    used();
                }
            }
            case Event.Resized(var columns, var rows) -> {
                model.columns = columns;
                model.rows = rows;
            }
            case Event.Tick() -> {
                model.notice = model.notice.filter(said -> now.isBefore(said.until()));
                drafts.pause().ifPresent(this::wish);
            }
            case Event.Conversations(var all) -> conversations(all);
            case Event.Page page -> page(page);
            case Event.Connection(var state) -> connection(state);
            case Event.Around(var nearby) -> model.nearby = nearby;
            case Event.Members members -> members(members);
            case Event.Links links -> panels.links(links);
            case Event.Hits hits -> panels.hits(hits);
            case Event.Contacts(var all) -> panels.contacts(all);
            case Event.Reached reached -> panels.reached(reached);
            case Event.Opened(var conversation, var hit) -> {
                show(new Wish.Target.Known(conversation));
                hit.ifPresent(found -> model.history.ifPresent(history -> {
                    history.jump(found);
                    model.selected = OptionalLong.of(found.message());
                    wish(history.wish());
                }));
            }
            case Event.Begun(var person) -> show(new Wish.Target.Person(person));
            case Event.Said(var words, var trouble) -> say(words, trouble);
            case Event.Locked(var words) -> lock(words);
            case Event.HungUp() -> quit();
        }
        afterwards();
        var all = List.copyOf(wishes);
        wishes.clear();
        return all;
    }

    private void used() {
        model.used = model.now;
        if (saidActive.isBefore(model.now.minus(ACTIVE_EVERY))) {
            saidActive = model.now;
            wish(new Wish.Active());
        }
    }

    private void conversations(List<Conversation> all) {
        var gone =
                model.open().map(Conversation::key).filter(key -> all.stream().noneMatch(each -> each.key() == key));
        model.conversations = all;
        model.listed = true;
        model.waiting = all.stream().mapToInt(Conversation::pending).sum();
        model.locked = Optional.empty();
        if (gone.isPresent()) {
            show(new Wish.Target.Nobody());
            model.showsList = true;
        }
        drafts.fromElsewhere();
        panels.refresh();
        if (model.target instanceof Wish.Target.Person(var name)) {
            all.stream().filter(each -> each.title().equals(name)).findFirst().ifPresent(each -> meet(each.key()));
        }
        if (model.target instanceof Wish.Target.Nobody && !all.isEmpty() && model.columns >= Model.TWO_PANES) {
            show(new Wish.Target.Known(all.getFirst().key()));
        }
        model.open().filter(open -> open.group().isPresent()).ifPresent(open -> wish(new Wish.ListMembers(open.key())));
    }

    /// The first message to somebody has made the conversation: what is being written stays.
    private void meet(long conversation) {
        model.target = new Wish.Target.Known(conversation);
        var history = new History(conversation);
        model.history = Optional.of(history);
        wish(history.wish());
    }

    private void page(Event.Page page) {
        model.history
                .filter(history -> history.conversation() == page.asked().conversation())
                .ifPresent(history -> {
                    if (history.take(page)
                            && model.selected.isPresent()
                            && model.selectedMessage().isEmpty()) {
                        model.selected = OptionalLong.empty();
                    }
                });
    }

    private void members(Event.Members members) {
        if (model.isOpen(members.group())) {
            model.members = members.members();
            panels.refresh();
        }
    }

    private void connection(ConnectionState state) {
        model.connection = state;
        boolean begins = state instanceof ConnectionState.Connecting || state instanceof ConnectionState.Online;
        if (begins && model.locked.isPresent()) {
            wish(new Wish.ListAgain());
        }
    }

    private void lock(String words) {
        model.locked = Optional.of(words);
        model.conversations = List.of();
        model.history = Optional.empty();
        model.target = new Wish.Target.Nobody();
        model.panel = new Panel.None();
        model.members = List.of();
        drafts.forget();
    }

    /// What follows from what is on the screen now.
    private void afterwards() {
        markRead();
        var shown = new Wish.Watch(watchedConversations(), watchedUsers());
        if (!shown.equals(watched)) {
            watched = shown;
            wish(shown);
        }
    }

    private void markRead() {
        if (!model.isInUse() || !model.showsMessages()) {
            return;
        }
        scrolling
                .newestShown()
                .filter(message -> message.seq().isPresent())
                .filter(message -> model.open().map(open -> open.unread() > 0).orElse(false))
                .filter(message -> !read.equals(OptionalLong.of(message.key())))
                .ifPresent(message -> {
                    read = OptionalLong.of(message.key());
                    wish(new Wish.MarkRead(message.key()));
                });
    }

    private List<Long> watchedConversations() {
        return model.target.key().stream().toList();
    }

    /// Who can be seen: the other one, the members, and the people of the list.
    private List<UserId> watchedUsers() {
        var open = model.open().stream().flatMap(each -> each.peer().stream());
        var members = model.members.stream().map(member -> member.user());
        var list = model.conversations.stream().limit(model.rows).flatMap(each -> each.peer().stream());
        return Stream.of(open, members, list)
                .flatMap(all -> all)
                .filter(each -> !each.equals(model.user))
                .distinct()
                .limit(Limits.MAX_WATCHED_USERS)
                .toList();
    }

    // ---- what keys and commands ask for

    void wish(Wish wish) {
        wishes.add(wish);
    }

    void say(String words, boolean trouble) {
        model.notice = words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Model.Notice(Cells.line(words), trouble, model.now.plus(trouble ? TROUBLE : NOTICE)));
    }

    void ask(String words, Wish... ifYes) {
        model.question = Optional.of(new Model.Question(Cells.line(words), List.of(ifYes)));
    }

    /// Brings a conversation to the screen, and what was begun in it.
    void show(Wish.Target target) {
        model.panel = new Panel.None();
        model.showsList = false;
        model.selected = OptionalLong.empty();
        if (target.equals(model.target) && model.history.isPresent()) {
            return;
        }
        drafts.leave().ifPresent(this::wish);
        model.target = target;
        model.members = List.of();
        model.history = target.key().map(History::new);
        drafts.enter();
        read = OptionalLong.empty();
        model.history.ifPresentOrElse(history -> wish(history.wish()), () -> wish(new Wish.ShowNothing()));
        model.open().filter(open -> open.group().isPresent()).ifPresent(open -> wish(new Wish.ListMembers(open.key())));
    }

    /// The next one up or down in the list.
    void step(int by) {
        var all = model.conversations;
        if (all.isEmpty()) {
            return;
        }
        int at = model.open().map(open -> all.indexOf(open)).orElse(-1);
        int next = at < 0 ? 0 : Math.clamp(at + by, 0, all.size() - 1);
        boolean list = model.showsList;
        show(new Wish.Target.Known(all.get(next).key()));
        model.showsList = list;
    }

    void send(String text) {
        if (model.editing.isPresent()) {
            wish(new Wish.Edit(model.editing.getAsLong(), text));
            drafts.endEditing();
            return;
        }
        wish(new Wish.Send(model.target, text));
        drafts.sent().ifPresent(this::wish);
        model.history.ifPresent(history -> {
            history.allSeen();
            if (!history.follows()) {
                history.toNewest();
                wish(history.wish());
            }
        });
    }

    void edit(Message message) {
        if (!message.mine() || message.deleted() || message.change().isPresent()) {
            say("Only your own messages can be changed.", true);
            return;
        }
        drafts.beginEditing(message);
    }

    void endEditing() {
        drafts.endEditing();
    }

    void wrote() {
        drafts.changed();
        model.target
                .key()
                .filter(key -> !model.compose.isEmpty() && !model.compose.text().startsWith("/"))
                .ifPresent(key -> wish(new Wish.Typing(key)));
    }

    void quit() {
        drafts.leave().ifPresent(this::wish);
        wish(new Wish.Quit());
    }
}
