package dev.godwit.server.presence;

import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Port to when people were last there, milliseconds since 1970 UTC. Written lazily: what a crash takes is a few
/// seconds of it.
///
/// The contract kit is `LastSeenStoreContract`; every adapter runs it.
public interface LastSeenStore {
    /// Of those of them about whom anything was saved.
    CompletionStage<Map<UserId, Long>> lastSeen(Collection<UserId> users);

    /// Merges by max; visible to reads when it completes, durable after any later append or an orderly close.
    CompletionStage<Void> save(Map<UserId, Long> seen);
}
