package dev.godwit.server.store.rocks;

import dev.godwit.protocol.UserId;
import dev.godwit.server.presence.LastSeenStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

final class RocksLastSeen implements LastSeenStore {
    private final Committer committer;
    private final Access access;

    RocksLastSeen(Committer committer, Access access) {
        this.committer = committer;
        this.access = access;
    }

    @Override
    public CompletionStage<Map<UserId, Long>> lastSeen(Collection<UserId> users) {
        var asked = List.copyOf(users);
        return access.later(database -> {
            var values =
                    database.getAll(Family.SEEN, asked.stream().map(Keys::user).toList());
            var found = new HashMap<UserId, Long>();
            for (int i = 0; i < asked.size(); i++) {
                byte[] value = values.get(i);
                if (value != null) {
                    found.put(asked.get(i), Values.number(value));
                }
            }
            return found;
        });
    }

    @Override
    public CompletionStage<Void> save(Map<UserId, Long> seen) {
        var seeing = new Change.Seeing(new CompletableFuture<>(), Map.copyOf(seen));
        committer.submit(seeing);
        return seeing.stage();
    }
}
