package dev.godwit.cli.chat;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.Subscription;
import dev.godwit.client.view.ConnectionState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does what is wished, away from the thread that draws, and tells what came of it. Writes are done one
/// after the other in the order in which they were wished; looking things up, which may take longer, does
/// not hold them up.
final class Desk implements AutoCloseable {
    private static final int QUEUE = 1_000;
    private static final int HITS = 200;

    private final Godwit godwit;
    private final Consumer<Event> tell;
    private final Orders orders;
    private final EngineTurn engine;
    private final ExecutorService writing = oneThread("godwit-chat-writes");
    private final ExecutorService looking = oneThread("godwit-chat-looks");
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final AtomicReference<String> searched = new AtomicReference<>("");
    private @Nullable Subscription page;

    Desk(Godwit godwit, EngineTurn engine, Clock clock, Consumer<Event> tell) {
        this.godwit = godwit;
        this.engine = engine;
        this.tell = tell;
        this.orders = new Orders(godwit, clock);
    }

    void open() {
        subscriptions.add(godwit.observeConversations(all -> tell.accept(new Event.Conversations(all))));
        subscriptions.add(godwit.observeConnection(this::connection));
        // Live queries have nothing to say about a locked profile; asking for anything finds out.
        writing.execute(() -> guarded(godwit::outbox));
        subscriptions.add(godwit.live().observe(nearby -> tell.accept(new Event.Around(nearby))));
    }

    private void connection(ConnectionState state) {
        tell.accept(new Event.Connection(state));
        if (state instanceof ConnectionState.SignedOut) {
            // It may be locked now; asking for anything finds out.
            writing.execute(() -> guarded(godwit::outbox));
        }
    }

    /// Several times a second.
    void beat() {
        engine.beat();
    }

    void take(Wish wish) {
        switch (wish) {
            case Wish.Find find -> looking.execute(() -> guarded(() -> new Found(godwit).tell(find, tell)));
            case Wish.Search(var query) -> {
                searched.set(query);
                looking.execute(() -> guarded(() -> search(query)));
            }
            case Wish.Watch(var conversations, var users) ->
                writing.execute(() -> guarded(() -> godwit.live().watch(conversations, users)));
            default -> writing.execute(() -> guarded(() -> perform(wish)));
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (GodwitException e) {
            switch (e.code()) {
                case GodwitException.CLOSED -> {}
                case GodwitException.LOCKED -> tell.accept(new Event.Locked(String.valueOf(e.getMessage())));
                default -> tell.accept(new Event.Said((e.getMessage() + " " + e.hint()).strip(), true));
            }
        }
    }

    private void search(String query) {
        if (Objects.equals(query, searched.get())) {
            tell.accept(new Event.Hits(query, godwit.search(query, HITS)));
        }
    }

    private void perform(Wish wish) {
        switch (wish) {
            case Wish.Send(var to, var text) -> send(to, text);
            case Wish.Edit(var message, var text) -> godwit.edit(message, text);
            case Wish.Retry(var message) -> godwit.retry(message);
            case Wish.Discard(var message) -> godwit.discard(message);
            case Wish.MarkRead(var message) -> godwit.markRead(message);
            case Wish.Show show -> show(show);
            case Wish.ShowNothing nothing -> closePage();
            case Wish.Open(var person) -> open(person);
            case Wish.CreateGroup(var title, var people) -> {
                var made = godwit.groups().create(title, people);
                tell.accept(new Event.Opened(made.key(), Optional.empty()));
            }
            case Wish.Join(var address) -> {
                var joined = godwit.groups().join(address);
                tell.accept(new Event.Opened(joined.key(), Optional.empty()));
            }
            case Wish.Order order -> {
                tell.accept(new Event.Said(orders.run(order.verb(), order.arguments(), order.conversation()), false));
                again(order);
            }
            case Wish.ListMembers(var group) -> members(group);
            case Wish.ListLinks(var group) -> tell.accept(new Event.Links(group, orders.links(group)));
            case Wish.ListContacts all ->
                tell.accept(new Event.Contacts(godwit.contacts().all()));
            case Wish.AskReach(var message) -> tell.accept(new Event.Reached(message, godwit.reach(message)));
            case Wish.Typing(var conversation) -> godwit.live().typing(conversation);
            case Wish.Active active -> godwit.live().active();
            case Wish.SaveDraft(var conversation, var text) -> godwit.contacts().saveDraft(conversation, text);
            case Wish.ListAgain again -> tell.accept(new Event.Conversations(godwit.conversations()));
            case Wish.TryNow now -> godwit.tryNow();
            case Wish.Find find -> {}
            case Wish.Search search -> {}
            case Wish.Watch watch -> {}
            case Wish.Redraw redraw -> {}
            case Wish.Suspend suspend -> {}
            case Wish.Quit quit -> {}
        }
    }

    private void send(Wish.Target to, String text) {
        switch (to) {
            case Wish.Target.Known(var conversation) -> godwit.send(conversation, text);
            case Wish.Target.Person(var name) -> {
                var written = godwit.send(name, text);
                tell.accept(new Event.Opened(written.conversation(), Optional.empty()));
            }
            case Wish.Target.Nobody nobody -> {}
        }
    }

    /// What an order may have changed and no live query tells.
    private void again(Wish.Order order) {
        switch (order.verb()) {
            case LINK, REVOKE ->
                order.conversation().ifPresent(group -> tell.accept(new Event.Links(group, orders.links(group))));
            case ADD, REMOVE, ROLE -> order.conversation().ifPresent(this::members);
            case CONTACT, FORGET, BLOCK, UNBLOCK ->
                tell.accept(new Event.Contacts(godwit.contacts().all()));
            default -> {}
        }
    }

    private void members(long group) {
        tell.accept(new Event.Members(group, godwit.groups().members(group)));
    }

    private void open(String person) {
        godwit.find(person)
                .ifPresentOrElse(
                        found -> tell.accept(new Event.Opened(found.key(), Optional.empty())),
                        () -> tell.accept(new Event.Begun(person)));
    }

    /// First at once, then whenever it changes.
    private void show(Wish.Show show) {
        closePage();
        tell.accept(read(show));
        page = godwit.observeMessages(
                show.conversation(),
                show.limit(),
                newest -> tell.accept(show.before().isEmpty() ? new Event.Page(show, newest) : read(show)));
    }

    private Event.Page read(Wish.Show show) {
        return new Event.Page(show, godwit.messages(show.conversation(), show.before(), show.limit()));
    }

    private void closePage() {
        if (page != null) {
            page.close();
            page = null;
        }
    }

    /// What was wished is done before.
    @Override
    public void close() {
        writing.shutdown();
        looking.shutdownNow();
        try {
            if (!writing.awaitTermination(20, TimeUnit.SECONDS)) {
                writing.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closePage();
        subscriptions.forEach(Subscription::close);
    }

    private static ExecutorService oneThread(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Thread.ofPlatform().daemon().name(name).factory(),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }
}
