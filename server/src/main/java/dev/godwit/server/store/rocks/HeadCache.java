package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The heads that were written or read last, bounded by what they weigh together: at most two generations
/// and the two heads that fill them. What is here is never older than the disk: the committer puts after a
/// write is durable, and a reader's head counts only if the conversation was not written since the reading
/// began. Anybody gets, without a lock.
///
/// Two generations instead of a linked list: when the young one is full it becomes the old one, and the old
/// one goes.
final class HeadCache {
    private final int generation;
    private volatile Generations generations = Generations.empty();

    /// Guarded by this object, as every change is.
    private final Map<ConversationId, Loading> loadings = new HashMap<>();

    private int youngWeight;

    private record Generations(
            ConcurrentHashMap<ConversationId, StoredHead> young, ConcurrentHashMap<ConversationId, StoredHead> old) {
        static Generations empty() {
            return new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /// @param generation weight at which the young generation is full, see [StoredHead#weight]
    HeadCache(int generation) {
        this.generation = generation;
    }

    Optional<StoredHead> get(ConversationId conversation) {
        var now = generations;
        var young = now.young.get(conversation);
        return Optional.ofNullable(young != null ? young : now.old.get(conversation));
    }

    /// By the committer, what is now on disk.
    synchronized void put(ConversationId conversation, StoredHead head) {
        loadings.remove(conversation);
        keep(conversation, head);
    }

    /// By the committer, where it wrote a head whose state it does not know.
    synchronized void forget(ConversationId conversation) {
        loadings.remove(conversation);
        var gone = generations.young.remove(conversation);
        youngWeight -= gone == null ? 0 : gone.weight();
        generations.old.remove(conversation);
    }

    synchronized void clear() {
        loadings.clear();
        generations = Generations.empty();
        youngWeight = 0;
    }

    /// A reader is about to read these heads from disk.
    synchronized Loading begin(List<ConversationId> conversations) {
        var loading = new Loading(conversations);
        conversations.forEach(each -> loadings.put(each, loading));
        return loading;
    }

    final class Loading implements AutoCloseable {
        private final List<ConversationId> conversations;

        private Loading(List<ConversationId> conversations) {
            this.conversations = conversations;
        }

        void finish(ConversationId conversation, StoredHead head) {
            synchronized (HeadCache.this) {
                if (loadings.remove(conversation, this)) {
                    keep(conversation, head);
                }
            }
        }

        @Override
        public void close() {
            synchronized (HeadCache.this) {
                conversations.forEach(each -> loadings.remove(each, this));
            }
        }
    }

    private void keep(ConversationId conversation, StoredHead head) {
        if (youngWeight >= generation) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.young);
            youngWeight = 0;
        }
        var before = generations.young.put(conversation, head);
        youngWeight += head.weight() - (before == null ? 0 : before.weight());
    }
}
