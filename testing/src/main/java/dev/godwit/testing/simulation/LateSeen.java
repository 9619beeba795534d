package dev.godwit.testing.simulation;

import dev.godwit.protocol.UserId;
import dev.godwit.server.presence.LastSeenStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// When people were last there, on a simulated disk.
final class LateSeen implements LastSeenStore {
    private final SimDisk disk;
    private final LastSeenStore seen;

    LateSeen(SimDisk disk, LastSeenStore seen) {
        this.disk = disk;
        this.seen = seen;
    }

    @Override
    public CompletionStage<Map<UserId, Long>> lastSeen(Collection<UserId> users) {
        var asked = List.copyOf(users);
        return disk.read(() -> seen.lastSeen(asked));
    }

    @Override
    public CompletionStage<Void> save(Map<UserId, Long> newer) {
        return disk.save(() -> seen.save(newer));
    }
}
