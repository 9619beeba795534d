package dev.godwit.client.view;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One thing that still has to reach the server.
///
/// @param key          its place in the queue; lower leaves first within a conversation
/// @param message      [Message#key] to give to `retry` and `discard`; empty for a lookup
/// @param conversation [Conversation#key]
/// @param title        [Conversation#title]
/// @param what         what it does
/// @param text         what is written, for a message or an edit
/// @param since        when the user did it
/// @param state        [MessageState.Pending] or [MessageState.Failed]
/// @param attempts     how often the server asked to try again later
/// @param nextAttempt  when it is tried again, if it waits for that
public record OutboxItem(
        long key,
        OptionalLong message,
        long conversation,
        String title,
        What what,
        String text,
        Instant since,
        MessageState state,
        int attempts,
        Optional<Instant> nextAttempt) {
    /// What an outbox item does.
    public enum What {
        MESSAGE,
        EDIT,
        DELETE,
        /// Finds out whether a message that was edited or discarded had arrived before.
        WITHDRAW,
        LOOKUP,
        /// Makes or changes a group.
        GROUP,
        /// Changes something of the user's own: a contact, a block, a draft …
        SETTING,
        OTHER
    }
}
