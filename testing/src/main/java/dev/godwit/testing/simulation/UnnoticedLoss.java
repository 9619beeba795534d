package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.Map;

/// See [PlantedFault#LOSE_LAST_PUSH_UNNOTICED]. As long as nothing follows in the conversation, the user's devices are
/// told that its head is the entry before.
final class UnnoticedLoss extends Plant {
    private record Lost(UserId user, ConversationId conversation) {}

    private final Map<Lost, Long> lost = new HashMap<>();

    @Override
    ClientEnd toClient(UserId user, ClientEnd honest) {
        return new PassingClient(honest) {
            @Override
            public void send(byte[] frame) {
                switch (Frames.ofServer(frame)) {
                    case ServerFrame.Pushed pushed
                    when !pushed.entry().from().equals(user) ->
                        lost.put(
                                new Lost(user, pushed.conversation()),
                                pushed.entry().seq());
                    case ServerFrame.Changes changes ->
                        super.send(ServerFrameCodec.write(new ServerFrame.Changes(changes.conversations().stream()
                                .map(change -> bent(user, change))
                                .toList())));
                    case ServerFrame.Current current ->
                        super.send(ServerFrameCodec.write(
                                new ServerFrame.Current(current.mark(), bent(user, current.digest()))));
                    case ServerFrame.Sent sent -> {
                        lost.remove(new Lost(user, sent.conversation()));
                        super.send(frame);
                    }
                    default -> super.send(frame);
                }
            }
        };
    }

    private ServerFrame.Change bent(UserId user, ServerFrame.Change change) {
        long missing = lost.getOrDefault(new Lost(user, change.conversation()), 0L);
        if (change.head() != missing) {
            return change;
        }
        return new ServerFrame.Change(
                change.conversation(),
                change.members(),
                change.group(),
                missing - 1,
                change.cursors(),
                change.items().stream().filter(item -> item.last() < missing).toList());
    }

    private String bent(UserId user, String digest) {
        var bent = new StateDigest(
                Integer.parseUnsignedInt(digest, 0, 8, 16), Integer.parseUnsignedInt(digest, 8, 16, 16));
        for (Map.Entry<Lost, Long> each : lost.entrySet()) {
            if (each.getKey().user().equals(user)) {
                ConversationId conversation = each.getKey().conversation();
                bent = bent.without(conversation, each.getValue()).with(conversation, each.getValue() - 1);
            }
        }
        return bent.toString();
    }
}
