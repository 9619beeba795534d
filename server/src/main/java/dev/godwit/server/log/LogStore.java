package dev.godwit.server.log;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Port to the durable logs. Reads see only what is durable. Every stage completes on a thread of the store's or on the
/// caller's; the caller moves on to its own executor. Faults complete stages with [StoreException].
///
/// The contract kit is `LogStoreContract`; every adapter runs it.
public interface LogStore extends AutoCloseable {
    /// Random id of this store's history: a new one after a restore from a copy.
    String epoch();

    /// Number of the newest commit that reads can see. Commits are numbered in the order in which they became visible.
    long stamp();

    /// Writes one batch of one conversation: all of it, durable, or nothing. Answers with the commit's stamp.
    ///
    /// Fails with [StoreException.Conflict] unless `append.expectedHead()` is the head; with
    /// [StoreException.Full] when the disk has reached its reserve (nothing was written); with
    /// [StoreException.Unknown] when the write may or may not have happened: read the head again.
    CompletionStage<Long> append(Append append);

    CompletionStage<Optional<Head>> head(ConversationId conversation);

    /// Heads of those that exist.
    CompletionStage<Map<ConversationId, Head>> heads(Collection<ConversationId> conversations);

    /// Entries with a seq above `seq`, ascending: at most `limit` items and about `maxBytes` bytes, at least
    /// one item if there is any. What retention dropped or an eraser erased comes as
    /// [dev.godwit.protocol.Skip].
    CompletionStage<List<Item>> readAfter(ConversationId conversation, long seq, int limit, int maxBytes);

    /// Entries with a seq below `seq`, descending; otherwise as [#readAfter].
    CompletionStage<List<Item>> readBefore(ConversationId conversation, long seq, int limit, int maxBytes);

    /// What is known about an id, for ever: also after retention and erasure. Completes at once, on the calling thread,
    /// where memory alone can tell that the id is new.
    CompletionStage<Optional<Known>> find(ConversationId conversation, UserId sender, ClientMessageId id);

    /// Seq of the last entry that named this register in its `expect`; 0 if there is none.
    CompletionStage<Long> register(ConversationId conversation, String register);

    /// Conversations that the user is or was a member of, account log included once it has an entry.
    CompletionStage<List<ConversationId>> conversationsOf(UserId user);

    /// Retention: entries below `seq` are dropped; they read as one skip. Ids stay known.
    CompletionStage<Void> dropBelow(ConversationId conversation, long seq);

    /// Erases one entry's content; it reads as a skip. Its id stays known.
    CompletionStage<Void> erase(ConversationId conversation, long seq);

    @Override
    void close();
}
