package dev.godwit.testing.simulation;

import dev.godwit.server.log.Append;
import dev.godwit.server.log.LogStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// See [PlantedFault#ACK_BEFORE_SYNC].
final class AckBeforeSync extends Plant {
    @Override
    LogStore log(LogStore honest) {
        return new PassingLog(honest) {
            @Override
            public CompletionStage<Long> append(Append append) {
                var written = log.append(append).toCompletableFuture();
                // What fails at once was never written: only a fault of the disk is passed over.
                return written.isDone() ? written : CompletableFuture.completedStage(log.stamp() + 1);
            }
        };
    }
}
