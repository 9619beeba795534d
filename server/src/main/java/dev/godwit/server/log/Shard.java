package dev.godwit.server.log;

import dev.godwit.protocol.ConversationId;
import java.util.LinkedHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// The writers that share one thread. Those that have not been used for long are forgotten; the store remembers.
final class Shard {
    private static final int MAX_WRITERS = 20_000;

    private final Executor executor;
    private final Function<ConversationId, ConversationWriter> open;
    private final LinkedHashMap<ConversationId, ConversationWriter> writers = new LinkedHashMap<>(16, 0.75f, true);

    Shard(Executor executor, Function<ConversationId, ConversationWriter> open) {
        this.executor = executor;
        this.open = open;
    }

    Executor executor() {
        return executor;
    }

    /// To be called, and its answer used, on the executor's thread.
    ConversationWriter writer(ConversationId conversation) {
        var known = writers.get(conversation);
        if (known != null) {
            return known;
        }
        forgetIdle();
        var opened = open.apply(conversation);
        writers.put(conversation, opened);
        return opened;
    }

    private void forgetIdle() {
        var oldest = writers.entrySet().iterator();
        int looked = 0;
        while (writers.size() >= MAX_WRITERS && oldest.hasNext() && looked < 100) {
            looked++;
            if (oldest.next().getValue().isIdle()) {
                oldest.remove();
            }
        }
    }
}
