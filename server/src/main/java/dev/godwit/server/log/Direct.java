package dev.godwit.server.log;

import dev.godwit.protocol.UserId;
import java.util.Optional;

/// What the log of a 1:1 conversation has settled about who wanted it.
public record Direct(ConversationState state) {
    static final String OPENER = "opener";
    static final String ACCEPTED = "accepted";

    public static Direct of(Head head) {
        return new Direct(head.state());
    }

    /// Who wrote its first entry; empty for any other conversation.
    public Optional<UserId> opener() {
        return state.fact(OPENER).map(UserId::new);
    }

    /// Whether the other one has neither written nor accepted yet. On a server that is open to strangers the opener is
    /// then to learn nothing about the other one, unless those know them ([Relation#knows]).
    public boolean isRequest() {
        return state.facts().containsKey(OPENER) && !state.facts().containsKey(ACCEPTED);
    }

    /// The other member; the same one in notes to oneself.
    public UserId peerOf(UserId user) {
        return state.people().keySet().stream()
                .filter(each -> !each.equals(user))
                .findFirst()
                .orElse(user);
    }
}
