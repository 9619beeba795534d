package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// See [PlantedFault#DELIVER_TO_REMOVED_MEMBER].
final class PushToTheRemoved extends Plant {
    private record Session(UserId user, ClientEnd client) {}

    private final List<Session> sessions = new ArrayList<>();
    private final Map<ConversationId, Set<UserId>> everybody = new HashMap<>();

    @Override
    ClientEnd toClient(UserId user, ClientEnd honest) {
        sessions.add(new Session(user, honest));
        return new PassingClient(honest) {
            @Override
            public void send(byte[] frame) {
                super.send(frame);
                if (Frames.ofServer(frame) instanceof ServerFrame.Pushed pushed
                        && pushed.conversation().type() == ConversationType.GROUP) {
                    pushed(pushed.conversation(), user, frame);
                }
            }
        };
    }

    private void pushed(ConversationId group, UserId to, byte[] frame) {
        Set<UserId> known = everybody.computeIfAbsent(group, g -> new HashSet<>());
        known.add(to);
        for (Session session : sessions) {
            if (known.contains(session.user()) && !session.user().equals(to)) {
                session.client().send(frame);
            }
        }
    }
}
