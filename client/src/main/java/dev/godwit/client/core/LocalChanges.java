package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the user's own transactions left for the engine: the outbox as it stands now, and how far was read.
///
/// @param rows      the first rows of every conversation in the order in which they must leave; failed ones
///   are left
///   out
/// @param truncated conversations that have more than these
/// @param seen      highest seq that was shown to the user
/// @param busy      whether the user has said that they are not to be disturbed
public record LocalChanges(
        List<OutboxRow> rows, Set<ConversationId> truncated, Map<ConversationId, Long> seen, boolean busy) {
    public LocalChanges {
        rows = List.copyOf(rows);
        truncated = Set.copyOf(truncated);
        // Not Map.copyOf, whose order changes from run to run: one seed must replay one story.
        seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }
}
