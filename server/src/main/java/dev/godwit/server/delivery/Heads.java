package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.Head;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Heads as of the commits that the delivery thread has dealt with. So nobody is told anything by a head
/// from before their removal once the removal itself has gone out.
final class Heads {
    private final ConversationLog log;
    private final Executor owner;

    Heads(ConversationLog log, Executor owner) {
        this.log = log;
        this.owner = owner;
    }

    /// Runs one of the two on the delivery thread, behind every commit that the head covers.
    void at(ConversationId conversation, Consumer<Head> then, Consumer<Throwable> failed) {
        log.whenHead(
                conversation,
                head -> owner.execute(() -> then.accept(head)),
                fault -> owner.execute(() -> failed.accept(fault)));
    }
}
