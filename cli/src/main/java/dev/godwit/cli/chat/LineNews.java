package dev.godwit.cli.chat;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out what is new: compares conversations with how they were, and looks only into those that have
/// changed.
final class LineNews {
    /// How far back ticks and changes are followed; receipts are cumulative, so older ones have theirs.
    private static final int FOLLOWED = 50;

    private final Godwit godwit;
    private final LineWords words;
    private final Map<Long, Conversation> before = new HashMap<>();
    private final Map<Long, Map<Long, Known>> followed = new HashMap<>();
    private boolean begun;

    private record Known(String state, String text, boolean deleted) {
        static Known of(Message message) {
            return new Known(message.state().word(), message.text(), message.deleted());
        }
    }

    LineNews(Godwit godwit, LineWords words) {
        this.godwit = godwit;
        this.words = words;
    }

    /// @param open key of the conversation that is open; what it says counts as read
    void take(List<Conversation> all, OptionalLong open) {
        for (var conversation : all) {
            var old = before.put(conversation.key(), conversation);
            if (begun && !conversation.equals(old)) {
                boolean here = open.equals(OptionalLong.of(conversation.key()));
                changed(old, conversation, here);
            }
        }
        begun = true;
    }

    /// All of this has just been shown.
    void shown(long conversation, List<Message> messages) {
        var known = followed.computeIfAbsent(conversation, key -> new HashMap<>());
        messages.forEach(message -> known.put(message.key(), Known.of(message)));
    }

    private void changed(@Nullable Conversation old, Conversation now, boolean open) {
        var messages = godwit.messages(now.key(), OptionalLong.empty(), FOLLOWED);
        var known = followed.computeIfAbsent(now.key(), key -> asItWas(old, messages));
        Message last = null;
        for (var message : messages) {
            var was = known.put(message.key(), Known.of(message));
            if (was == null) {
                words.message(now, message, open);
                last = message.mine() ? last : message;
            } else if (!was.text().equals(message.text()) || was.deleted() != message.deleted()) {
                words.changed(now, message);
            } else if (message.mine() && !was.state().equals(message.state().word())) {
                words.state(now, message);
            }
        }
        forgetOlder(known, messages);
        if (open && last != null) {
            godwit.markRead(last.key());
        }
    }

    /// What was there when this began is no news.
    private static Map<Long, Known> asItWas(@Nullable Conversation old, List<Message> messages) {
        var known = new HashMap<Long, Known>();
        if (old == null || old.last().isEmpty()) {
            return known;
        }
        var last = old.last().get();
        for (var message : messages) {
            if (message.key() == last.key()) {
                known.put(message.key(), Known.of(last));
                return known;
            }
            known.put(message.key(), Known.of(message));
        }
        // So much is new that the old end is not among it.
        return new HashMap<>();
    }

    private static void forgetOlder(Map<Long, Known> known, List<Message> messages) {
        Set<Long> keys = new HashSet<>();
        messages.forEach(message -> keys.add(message.key()));
        if (known.size() > 4 * FOLLOWED) {
            known.keySet().retainAll(keys);
        }
    }
}
