package dev.godwit.cli.chat;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The part of a conversation that is loaded, and which of it is shown. A conversation may have 100,000
/// messages; of them at most [#LARGEST] are here, and the keys by which the newer ones can be loaded again.
final class History {
    static final int PAGE = 200;
    static final int LARGEST = 800;

    private final long conversation;
    private List<Message> messages = List.of();
    private boolean loaded;
    private OptionalLong before = OptionalLong.empty();
    private int limit = PAGE;
    private boolean complete;

    /// Bounds of the windows that are newer than this one, the newest at the bottom.
    private final Deque<OptionalLong> newer = new ArrayDeque<>();

    /// First message that was not read when the conversation was opened; the line stands above it.
    private OptionalLong firstNew = OptionalLong.empty();

    /// Lines between what is shown at the bottom and the last line of [#anchor]; empty anchor: the newest.
    private OptionalLong anchor = OptionalLong.empty();

    private int hidden;

    History(long conversation) {
        this.conversation = conversation;
    }

    long conversation() {
        return conversation;
    }

    List<Message> messages() {
        return messages;
    }

    boolean isLoaded() {
        return loaded;
    }

    /// Whether the oldest message here is the first one on this device.
    boolean isComplete() {
        return complete;
    }

    boolean hasNewest() {
        return before.isEmpty();
    }

    Wish.Show wish() {
        return new Wish.Show(conversation, before, limit);
    }

    /// @return whether it was what is wanted now
    boolean take(Event.Page page) {
        if (!page.asked().equals(wish())) {
            return false;
        }
        messages = page.messages();
        complete = messages.size() < limit;
        if (!loaded) {
            loaded = true;
            firstNew = messages.stream()
                    .filter(History::isUnread)
                    .mapToLong(Message::key)
                    .findFirst();
        }
        if (anchor.isPresent() && messages.stream().noneMatch(message -> message.key() == anchor.getAsLong())) {
            follow();
        }
        return true;
    }

    static boolean isUnread(Message message) {
        return message.state() instanceof MessageState.Received(var read) && !read;
    }

    OptionalLong firstNew() {
        return firstNew;
    }

    /// Nothing is new any more.
    void allSeen() {
        firstNew = OptionalLong.empty();
    }

    /// Whether the view stays at the newest message.
    boolean follows() {
        return anchor.isEmpty() && hasNewest();
    }

    OptionalLong anchor() {
        return anchor;
    }

    int hidden() {
        return hidden;
    }

    void follow() {
        anchor = OptionalLong.empty();
        hidden = 0;
    }

    /// Shows the lines of a message at the bottom, but for so many.
    void scrollTo(long message, int hiddenLines) {
        anchor = OptionalLong.of(message);
        hidden = hiddenLines;
    }

    /// The view has come near the oldest message that is here.
    ///
    /// @return whether there is more to load
    boolean older() {
        if (complete || !loaded || messages.isEmpty()) {
            return false;
        }
        if (limit < LARGEST) {
            limit += PAGE;
        } else {
            newer.push(before);
            before = OptionalLong.of(messages.get(messages.size() - PAGE).key());
        }
        return true;
    }

    /// The view has come near the newest message that is here.
    ///
    /// @return whether there is more to load
    boolean newer() {
        if (newer.isEmpty()) {
            return false;
        }
        before = newer.pop();
        return true;
    }

    /// Back to the newest.
    void toNewest() {
        newer.clear();
        before = OptionalLong.empty();
        limit = PAGE;
        follow();
    }

    /// A window that a search has found.
    void jump(Event.Hit hit) {
        newer.clear();
        hit.newer().forEach(newer::push);
        before = hit.show().before();
        limit = hit.show().limit();
        loaded = true;
        scrollTo(hit.message(), 0);
    }

    Optional<Message> message(long key) {
        return messages.stream().filter(message -> message.key() == key).findFirst();
    }
}
