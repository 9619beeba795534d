package dev.godwit.testing.simulation;

import dev.godwit.client.view.OutboxItem;
import java.util.List;

/// See [PlantedFault#DROP_OUTBOX_ENTRY_ON_CRASH].
final class LostOutboxRow extends Plant {
    @Override
    void back(SimDevice device) {
        List<OutboxItem> messages = device.views().outbox().stream()
                .filter(item -> item.what() == OutboxItem.What.MESSAGE)
                .toList();
        if (!messages.isEmpty()) {
            device.act(() -> {
                device.writes().discard(messages.getLast().message().orElseThrow());
                return true;
            });
        }
    }
}
