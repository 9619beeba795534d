package dev.godwit.client.core;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.Optional;

/// One thing that waits in the database to reach the server, and may be tried.
public sealed interface OutboxRow {
    long key();

    /// Changes with every change that the user makes to the row, so that the engine never sends what is not
    /// there any more.
    long rev();

    int attempts();

    /// A row that belongs into the queue of one conversation.
    sealed interface Queued extends OutboxRow {
        ConversationId conversation();

        Optional<UserId> with();

        ClientMessageId id();
    }

    /// @param with      the other person, in a 1:1
    /// @param maybeSent whether it may ever have been on a wire
    /// @param displaced whether it stood in the log before the server was restored
    record Send(
            long key,
            long rev,
            int attempts,
            ConversationId conversation,
            Optional<UserId> with,
            ClientMessageId id,
            Content content,
            boolean maybeSent,
            boolean displaced)
            implements Queued {}

    /// Finds out what became of an entry that the user changed after it may have left.
    record Cancel(
            long key, long rev, int attempts, ConversationId conversation, Optional<UserId> with, ClientMessageId id)
            implements Queued {}

    record Lookup(long key, long rev, int attempts, String name) implements OutboxRow {}
}
