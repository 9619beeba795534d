package dev.godwit.cli;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.sdk.Subscription;
import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Turns the live queries of a profile into "this is new". Owned by the thread that calls [#showNext]; the
/// SDK's thread only leaves notes of what to look at again, and at most one per thing, so that they cannot
/// pile up.
final class Watching implements AutoCloseable {
    /// Own messages whose ticks are followed, per conversation; receipts are cumulative, so older ones have
    /// theirs.
    private static final int FOLLOWED = 100;

    private static final int PAGE = 200;
    private static final long WAIT_FOR_NAME_NANOS = 3_000_000_000L;

    private final Godwit godwit;
    private final WatchPrinter printer;
    private final boolean keepUnread;

    private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();
    private final Set<Note> waiting = ConcurrentHashMap.newKeySet();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Map<Long, Map<Long, String>> ticks = new HashMap<>();
    private final Set<Long> printed = new HashSet<>();

    /// Conversations with news from somebody whose name is still being looked up, and until when to wait
    /// for it.
    private final Map<Long, Long> nameless = new HashMap<>();
    private ConnectionState connection = new ConnectionState.Offline();

    /// Own messages that are there when the watch begins are no news; conversations that begin later are.
    private boolean begun;

    /// What has to be looked at again.
    private sealed interface Note {
        record Connection() implements Note {}

        record List() implements Note {}

        record Messages(long conversation) implements Note {}
    }

    Watching(Godwit godwit, WatchPrinter printer, boolean keepUnread) {
        this.godwit = godwit;
        this.printer = printer;
        this.keepUnread = keepUnread;
        subscriptions.add(godwit.observeConversations(list -> leave(new Note.List())));
        subscriptions.add(godwit.observeConnection(state -> leave(new Note.Connection())));
    }

    private void leave(Note note) {
        if (waiting.add(note)) {
            notes.add(note);
        }
    }

    /// Shows what one note is about, or nothing if none comes in time.
    ConnectionState showNext(Duration patience) throws InterruptedException {
        var note = notes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (note != null) {
            // Before looking: a change that comes while looking leaves a new note.
            waiting.remove(note);
            switch (note) {
                case Note.Connection() -> showConnection();
                case Note.List() -> followAll();
                case Note.Messages(var conversation) ->
                    godwit.conversation(conversation).ifPresent(this::showMessages);
            }
        } else {
            List.copyOf(nameless.keySet()).forEach(conversation -> leave(new Note.Messages(conversation)));
        }
        return connection;
    }

    private void showConnection() {
        var state = godwit.connectionState();
        if (!state.equals(connection)) {
            connection = state;
            printer.connection(state, OutboxCommand.waiting(godwit));
        }
    }

    private void followAll() {
        godwit.conversations().forEach(this::follow);
        begun = true;
    }

    private void follow(Conversation conversation) {
        if (!ticks.containsKey(conversation.key())) {
            ticks.put(conversation.key(), begun ? new HashMap<>() : ticksOf(conversation));
            subscriptions.add(godwit.observeMessages(
                    conversation.key(), FOLLOWED, messages -> leave(new Note.Messages(conversation.key()))));
        }
    }

    private Map<Long, String> ticksOf(Conversation conversation) {
        var words = new HashMap<Long, String>();
        for (var message : godwit.messages(conversation.key(), OptionalLong.empty(), FOLLOWED)) {
            if (message.mine()) {
                words.put(message.key(), message.state().word());
            }
        }
        return words;
    }

    private void showMessages(Conversation conversation) {
        var news = news(conversation);
        if (waitsForName(conversation, news)) {
            return;
        }
        Message last = null;
        for (var message : news) {
            if (message.mine()) {
                showOwn(conversation, message);
            } else if (isUnread(message) && printed.add(message.key())) {
                printer.message(conversation, message);
                last = message;
            }
        }
        if (last != null && !keepUnread) {
            godwit.markRead(last.key());
            printed.clear();
        }
    }

    /// A first message can be here a moment before its sender's name; an id would tell its reader nothing.
    private boolean waitsForName(Conversation conversation, List<Message> news) {
        boolean missing = news.stream()
                .anyMatch(message ->
                        isUnread(message) && message.senderName().isEmpty() && !printed.contains(message.key()));
        if (!missing) {
            nameless.remove(conversation.key());
            return false;
        }
        long now = System.nanoTime();
        return now - nameless.computeIfAbsent(conversation.key(), key -> now + WAIT_FOR_NAME_NANOS) < 0;
    }

    private void showOwn(Conversation conversation, Message message) {
        var word = message.state().word();
        var before = ticks.computeIfAbsent(conversation.key(), key -> new HashMap<>())
                .put(message.key(), word);
        if (before == null) {
            if (isNews(message)) {
                printer.message(conversation, message);
            }
        } else if (!before.equals(word)) {
            printer.state(conversation, message);
        }
    }

    /// While catching up, own messages come from the past: another device wrote them.
    private boolean isNews(Message message) {
        return message.state() instanceof MessageState.Pending
                || (connection instanceof ConnectionState.Online(var caughtUp) && caughtUp);
    }

    /// The newest messages, and as many before them as are unread, oldest first.
    private List<Message> news(Conversation conversation) {
        var messages = godwit.messages(conversation.key(), OptionalLong.empty(), FOLLOWED);
        var all = new ArrayList<>(messages);
        while (!messages.isEmpty() && reachesFurtherBack(conversation, all)) {
            messages = godwit.messages(
                    conversation.key(), OptionalLong.of(all.getFirst().key()), PAGE);
            all.addAll(0, messages);
        }
        return all;
    }

    /// Changes of a group are shown, and not counted.
    private static boolean reachesFurtherBack(Conversation conversation, List<Message> messages) {
        return messages.stream()
                        .filter(message -> isUnread(message) && message.change().isEmpty())
                        .count()
                < conversation.unread();
    }

    private static boolean isUnread(Message message) {
        return message.state() instanceof MessageState.Received(var read) && !read;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }
}
