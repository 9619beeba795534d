package dev.godwit.server.store.memory;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Head;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What survives a crash. Guarded by the store that has it open.
final class MemoryDisk {
    final String epoch;
    final Map<ConversationId, MemoryConversation> conversations = new HashMap<>();
    final Map<ConversationId, Map<UserId, CursorStore.Stamped>> cursors = new HashMap<>();
    final Map<UserId, Long> seen = new HashMap<>();
    private final Map<UserId, Set<ConversationId>> members = new HashMap<>();
    private long stamp;

    MemoryDisk(String epoch) {
        this.epoch = epoch;
    }

    MemoryDisk copy(String newEpoch) {
        var copy = new MemoryDisk(newEpoch);
        conversations.forEach((id, conversation) -> copy.conversations.put(id, conversation.copy()));
        cursors.forEach((id, byUser) -> copy.cursors.put(id, new HashMap<>(byUser)));
        members.forEach((user, joined) -> copy.members.put(user, new LinkedHashSet<>(joined)));
        copy.seen.putAll(seen);
        copy.stamp = stamp;
        return copy;
    }

    long stamp() {
        return stamp;
    }

    Optional<MemoryConversation> conversation(ConversationId id) {
        return Optional.ofNullable(conversations.get(id));
    }

    long headSeq(ConversationId id) {
        return conversation(id).map(MemoryConversation::head).map(Head::seq).orElse(0L);
    }

    long apply(Append append) {
        long commit = ++stamp;
        conversations
                .computeIfAbsent(append.conversation(), id -> new MemoryConversation())
                .apply(append, commit);
        for (var user : append.touched().people()) {
            members.computeIfAbsent(user, u -> new LinkedHashSet<>()).add(append.conversation());
        }
        return commit;
    }

    List<ConversationId> conversationsOf(UserId user) {
        return List.copyOf(members.getOrDefault(user, Set.of()));
    }
}
