package dev.godwit.server.log;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import java.util.Map;

/// What a rule has to know besides the entry itself.
///
/// @param state     as of everything decided so far
/// @param actor     who writes the entry
/// @param seq       that the entry would get
/// @param at        its server time
/// @param lastAt    server time of the entry before
/// @param standings of those whom the entry needs something of
record Occasion(
        ConversationId conversation,
        ConversationState state,
        UserId actor,
        long seq,
        long at,
        long lastAt,
        Map<UserId, Standing> standings) {
    Standing standing(UserId user) {
        return standings.getOrDefault(user, Standing.UNKNOWN);
    }

    Group group() {
        return new Group(state);
    }

    StateDraft draft() {
        return new StateDraft(state);
    }
}
