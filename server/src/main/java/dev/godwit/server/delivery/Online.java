package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.server.log.ConversationState;

/// How many members of a large group are there, as far as they let it be seen.
///
/// Asked on the delivery thread, about once a second per group that somebody looks at; must not block.
@FunctionalInterface
public interface Online {
    int of(ConversationId group, ConversationState state);
}
