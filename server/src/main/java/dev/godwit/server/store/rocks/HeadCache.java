package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The heads that were written last, at most twice `generation` of them. Only the committer puts, after the write is
/// durable, so what is here is never older than the disk; any thread reads, without a lock.
///
/// Two generations instead of a linked list: when the young one is full it becomes the old one, and the old one goes.
final class HeadCache {
    private final int generation;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    private record Generations(Map<ConversationId, StoredHead> young, Map<ConversationId, StoredHead> old) {}

    HeadCache(int generation) {
        this.generation = generation;
    }

    Optional<StoredHead> get(ConversationId conversation) {
        var now = generations;
        var young = now.young.get(conversation);
        return Optional.ofNullable(young != null ? young : now.old.get(conversation));
    }

    void put(ConversationId conversation, StoredHead head) {
        var now = generations;
        if (now.young.size() >= generation) {
            now = new Generations(new ConcurrentHashMap<>(), now.young);
            generations = now;
        }
        now.young.put(conversation, head);
    }

    void clear() {
        generations = new Generations(new ConcurrentHashMap<>(), Map.of());
    }
}
