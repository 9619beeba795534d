package dev.godwit.testing.simulation;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Known;
import dev.godwit.server.log.LogStore;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// See [PlantedFault#FORGET_DEDUP_AFTER_RESTART].
final class ForgottenIds extends Plant {
    private record Id(ConversationId conversation, UserId sender, ClientMessageId id) {}

    @Override
    LogStore log(LogStore honest) {
        Set<Id> ofThisRun = new HashSet<>();
        return new PassingLog(honest) {
            @Override
            public CompletionStage<Long> append(Append append) {
                for (Entry entry : append.entries()) {
                    ofThisRun.add(new Id(append.conversation(), entry.from(), entry.id()));
                }
                append.burnt()
                        .forEach(burnt -> ofThisRun.add(new Id(append.conversation(), burnt.sender(), burnt.id())));
                return log.append(append);
            }

            @Override
            public CompletionStage<Optional<Known>> find(
                    ConversationId conversation, UserId sender, ClientMessageId id) {
                return ofThisRun.contains(new Id(conversation, sender, id))
                        ? log.find(conversation, sender, id)
                        : CompletableFuture.completedStage(Optional.empty());
            }
        };
    }
}
