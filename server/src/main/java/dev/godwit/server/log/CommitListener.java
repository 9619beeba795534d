package dev.godwit.server.log;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import java.util.List;

/// Hears of entries once they are durable and their senders have been told. Called on a writer's thread, in log order
/// within a conversation; must not block.
@FunctionalInterface
public interface CommitListener {
    void committed(ConversationId conversation, Head head, List<Entry> entries);
}
