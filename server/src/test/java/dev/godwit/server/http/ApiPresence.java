package dev.godwit.server.http;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Relation;
import dev.godwit.server.presence.AccountTies;
import dev.godwit.server.presence.Whereabouts;
import dev.godwit.server.store.memory.MemoryStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Presence behind the API of the tests: everybody may see everybody.
final class ApiPresence implements WhoIsThere, AutoCloseable {
    final AtomicInteger quota = new AtomicInteger(1_000);
    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private final MemoryStore store = new MemoryStore("epoch");
    private final Whereabouts whereabouts = new Whereabouts(
            owner,
            (millis, task) -> () -> {},
            InstantSource.system(),
            System::nanoTime,
            conversation -> CompletableFuture.failedStage(new IllegalStateException("no conversations here")),
            new AccountTies(
                    user -> CompletableFuture.completedStage(Relation.NONE),
                    conversation -> CompletableFuture.completedStage(Optional.empty()),
                    false),
            store.lastSeen());

    @Override
    public CompletionStage<List<ServerFrame.Presence>> of(UserId viewer, List<UserId> users) {
        return whereabouts.of(viewer, users);
    }

    @Override
    public CompletionStage<Void> say(UserId user, DeviceId device, PresenceState state, OptionalLong ttl) {
        return whereabouts.stand(user, device, state, ttl);
    }

    @Override
    public boolean maySay(UserId user) {
        return quota.decrementAndGet() >= 0;
    }

    /// From now on nothing that is asked is answered.
    void stop() {
        owner.shutdownNow();
    }

    @Override
    public void close() {
        owner.shutdownNow();
        store.log().close();
    }
}
