package dev.godwit.client.sim;

import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Who is there, as everybody said last; without privacy and without time.
final class ModelPresence {
    private final Map<UserId, PresenceState> states = new HashMap<>();

    void says(UserId user, PresenceState state) {
        states.put(user, state);
    }

    ServerFrame.Presences of(List<UserId> users) {
        return new ServerFrame.Presences(users.stream()
                .map(user -> new ServerFrame.Presence(
                        user, states.getOrDefault(user, PresenceState.OFFLINE), OptionalLong.empty()))
                .toList());
    }
}
