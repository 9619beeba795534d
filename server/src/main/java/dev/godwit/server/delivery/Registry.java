package dev.godwit.server.delivery;

import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Which devices of a user are connected here, now. In memory only: reconnecting rebuilds it.
///
/// Owned by the delivery thread.
final class Registry {
    private final Map<UserId, List<Session>> byUser = new HashMap<>();

    /// Whether it is the user's first.
    boolean add(Session session) {
        var sessions = byUser.computeIfAbsent(session.user(), user -> new ArrayList<>(1));
        sessions.add(session);
        return sessions.size() == 1;
    }

    /// Whether it was the user's last.
    boolean remove(Session session) {
        var sessions = byUser.get(session.user());
        if (sessions == null || !sessions.remove(session) || !sessions.isEmpty()) {
            return false;
        }
        byUser.remove(session.user());
        return true;
    }

    boolean has(Session session) {
        return of(session.user()).contains(session);
    }

    List<Session> of(UserId user) {
        return byUser.getOrDefault(user, List.of());
    }

    /// Goes through the members who are connected, by whichever list is shorter: theirs or that of all who
    /// are here.
    void eachMemberHere(ConversationState state, BiConsumer<UserId, List<Session>> then) {
        if (byUser.size() <= state.people().size()) {
            byUser.forEach((user, sessions) -> {
                if (state.isMember(user)) {
                    then.accept(user, sessions);
                }
            });
        } else {
            state.people().forEach((user, person) -> {
                var sessions = person.isMember() ? byUser.get(user) : null;
                if (sessions != null) {
                    then.accept(user, sessions);
                }
            });
        }
    }

    int membersHere(ConversationState state) {
        int[] count = {0};
        eachMemberHere(state, (user, sessions) -> count[0]++);
        return count[0];
    }
}
