package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.server.log.LogStore;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// See [PlantedFault#SKIP_A_SEQ].
final class MissingSeq extends Plant {
    private static final long SEQ = 4;

    @Override
    LogStore log(LogStore honest) {
        return new PassingLog(honest) {
            @Override
            public CompletionStage<List<Item>> readAfter(
                    ConversationId conversation, long seq, int limit, int maxBytes) {
                return log.readAfter(conversation, seq, limit, maxBytes).thenApply(MissingSeq::without);
            }

            @Override
            public CompletionStage<List<Item>> readBefore(
                    ConversationId conversation, long seq, int limit, int maxBytes) {
                return log.readBefore(conversation, seq, limit, maxBytes).thenApply(MissingSeq::without);
            }
        };
    }

    private static List<Item> without(List<Item> items) {
        return items.stream().filter(item -> item.first() != SEQ).toList();
    }
}
