package dev.godwit.server.presence;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Session;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one session's screen shows, and what the session has been told of it. Owned by the presence thread.
final class Look {
    /// Whether one may see another.
    enum Leave {
        /// Asked anew: nothing further is told until the answer is there.
        UNDECIDED,
        GRANTED,
        DENIED
    }

    private final Session session;
    private Map<UserId, Leave> users = new LinkedHashMap<>();
    private Set<ConversationId> conversations = Set.of();

    /// Of whom something may have to be told.
    final Set<UserId> changed = new LinkedHashSet<>();

    /// What was told last.
    final Map<UserId, dev.godwit.protocol.ServerFrame.Presence> told = new HashMap<>();

    /// Number of the `watch` that is still to be answered; 0 if none.
    long unanswered;

    /// Number of the question to which the answers count; older ones are out of date.
    long question;

    boolean flushScheduled;
    long notBefore = Long.MIN_VALUE;

    Look(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    UserId viewer() {
        return session.user();
    }

    Set<ConversationId> conversations() {
        return conversations;
    }

    Set<UserId> users() {
        return users.keySet();
    }

    /// What was found out about those who are looked at further on stays.
    void turnTo(Set<ConversationId> newConversations, Set<UserId> newUsers) {
        var next = new LinkedHashMap<UserId, Leave>();
        for (UserId user : newUsers) {
            next.put(user, user.equals(viewer()) ? Leave.GRANTED : users.getOrDefault(user, Leave.UNDECIDED));
        }
        users = next;
        conversations = newConversations;
        changed.retainAll(newUsers);
        told.keySet().retainAll(newUsers);
    }

    Leave leaveFor(UserId user) {
        return users.getOrDefault(user, Leave.UNDECIDED);
    }

    void decide(UserId user, boolean granted) {
        users.replace(user, granted ? Leave.GRANTED : Leave.DENIED);
    }

    void doubt(Collection<UserId> about) {
        for (UserId user : about) {
            if (!user.equals(viewer())) {
                users.replace(user, Leave.UNDECIDED);
            }
        }
    }

    List<UserId> undecided() {
        return users.entrySet().stream()
                .filter(each -> each.getValue() == Leave.UNDECIDED)
                .map(Map.Entry::getKey)
                .toList();
    }
}
