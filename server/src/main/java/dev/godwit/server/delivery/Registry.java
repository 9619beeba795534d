package dev.godwit.server.delivery;

import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which devices of a user are connected here, now. In memory only: reconnecting rebuilds it.
///
/// Owned by the delivery thread.
final class Registry {
    private final Map<UserId, List<Session>> byUser = new HashMap<>();

    void add(Session session) {
        byUser.computeIfAbsent(session.user(), user -> new ArrayList<>(1)).add(session);
    }

    void remove(Session session) {
        byUser.computeIfPresent(session.user(), (user, sessions) -> {
            sessions.remove(session);
            return sessions.isEmpty() ? null : sessions;
        });
    }

    List<Session> of(UserId user) {
        return byUser.getOrDefault(user, List.of());
    }
}
