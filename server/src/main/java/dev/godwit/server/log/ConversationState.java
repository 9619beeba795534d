package dev.godwit.server.log;

import dev.godwit.protocol.UserId;
import java.util.List;

/// What the writer must know of a conversation to decide: a snapshot kept beside the log, so that it outlives entries
/// that retention drops.
///
/// @param memberships every interval in which somebody is or was a member
public record ConversationState(List<Membership> memberships) {
    public static final ConversationState EMPTY = new ConversationState(List.of());

    public ConversationState {
        memberships = List.copyOf(memberships);
    }

    /// @param from seq from which the member may read
    /// @param to   last seq that they may read; [#OPEN] while they are a member
    public record Membership(UserId user, long from, long to) {
        public static final long OPEN = Long.MAX_VALUE;

        public boolean isCurrent() {
            return to == OPEN;
        }
    }

    public List<UserId> members() {
        return memberships.stream()
                .filter(Membership::isCurrent)
                .map(Membership::user)
                .toList();
    }

    public boolean isMember(UserId user) {
        return memberships.stream().anyMatch(m -> m.isCurrent() && m.user().equals(user));
    }
}
