package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The cursors on a simulated disk.
final class LateCursors implements CursorStore {
    private final SimDisk disk;
    private final CursorStore cursors;

    LateCursors(SimDisk disk, CursorStore cursors) {
        this.disk = disk;
        this.cursors = cursors;
    }

    @Override
    public CompletionStage<Map<UserId, Stamped>> cursors(ConversationId conversation) {
        return disk.read(() -> cursors.cursors(conversation));
    }

    @Override
    public CompletionStage<Optional<Stamped>> cursor(ConversationId conversation, UserId user) {
        return disk.read(() -> cursors.cursor(conversation, user));
    }

    @Override
    public CompletionStage<Void> save(List<Update> updates) {
        return disk.save(() -> cursors.save(updates));
    }

    @Override
    public CompletionStage<Void> sync() {
        return disk.write(cursors::sync);
    }
}
