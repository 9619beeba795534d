package dev.godwit.server.store.memory;

import dev.godwit.protocol.UserId;
import dev.godwit.server.presence.LastSeenStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

final class MemoryLastSeen implements LastSeenStore {
    private final MemoryStore store;

    MemoryLastSeen(MemoryStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<Map<UserId, Long>> lastSeen(Collection<UserId> users) {
        var asked = List.copyOf(users);
        return store.read(disk -> {
            var found = new HashMap<UserId, Long>();
            asked.forEach(user -> store.seen(user).ifPresent(at -> found.put(user, at)));
            return found;
        });
    }

    @Override
    public CompletionStage<Void> save(Map<UserId, Long> seen) {
        return store.saveSeen(Map.copyOf(seen));
    }
}
