package dev.godwit.client.view;

import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;

/// What is going on around what the screen shows. All of it is empty while there is no connection.
///
/// @param presences of the people who are watched
/// @param typing    who is writing, by [Conversation#key]
/// @param counts    of large groups that are watched, by [Conversation#key]
public record Nearby(Map<UserId, Presence> presences, Map<Long, List<UserId>> typing, Map<Long, Counts> counts) {
    public static final Nearby NOTHING = new Nearby(Map.of(), Map.of(), Map.of());

    public Nearby {
        presences = Map.copyOf(presences);
        typing = Map.copyOf(typing);
        counts = Map.copyOf(counts);
    }

    /// A large group in numbers.
    public record Counts(int members, int online) {}
}
