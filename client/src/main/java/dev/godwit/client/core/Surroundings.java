package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;

/// What is going on now around what the screen shows; nothing of it is stored.
///
/// @param presences of the users who are watched
/// @param typing    who writes where
/// @param counts    of large groups that are watched
public record Surroundings(
        Map<UserId, ServerFrame.Presence> presences,
        Map<ConversationId, List<UserId>> typing,
        Map<ConversationId, Counts> counts) {
    public static final Surroundings NOTHING = new Surroundings(Map.of(), Map.of(), Map.of());

    public Surroundings {
        presences = Map.copyOf(presences);
        typing = Map.copyOf(typing);
        counts = Map.copyOf(counts);
    }

    public record Counts(int members, int online) {}
}
