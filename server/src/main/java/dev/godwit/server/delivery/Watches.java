package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the sessions' screens show, as they say. Whether they may see it is asked whenever there is
/// something to tell.
///
/// Owned by the delivery thread.
final class Watches {
    private final Map<Session, List<ConversationId>> bySession = new HashMap<>();
    private final Map<ConversationId, Set<Session>> byConversation = new HashMap<>();

    /// Replaces what the session watched before, which is returned.
    List<ConversationId> set(Session session, List<ConversationId> conversations) {
        var distinct = conversations.stream().distinct().toList();
        var before = drop(session);
        if (!distinct.isEmpty()) {
            bySession.put(session, distinct);
            distinct.forEach(conversation -> byConversation
                    .computeIfAbsent(conversation, each -> new LinkedHashSet<>(2))
                    .add(session));
        }
        return before;
    }

    List<ConversationId> drop(Session session) {
        var before = bySession.remove(session);
        if (before == null) {
            return List.of();
        }
        before.forEach(conversation -> byConversation.computeIfPresent(conversation, (each, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        }));
        return before;
    }

    Set<Session> of(ConversationId conversation) {
        return byConversation.getOrDefault(conversation, Set.of());
    }

    boolean isWatched(ConversationId conversation) {
        return byConversation.containsKey(conversation);
    }
}
