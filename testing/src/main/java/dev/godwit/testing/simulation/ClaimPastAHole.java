package dev.godwit.testing.simulation;

import dev.godwit.client.sdk.Transport;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// See [PlantedFault#READ_PAST_A_HOLE].
final class ClaimPastAHole extends Plant {
    @Override
    Transport network(Transport honest) {
        Map<ConversationId, Long> newest = new HashMap<>();
        return (URI server, String token, Transport.Listener listener) -> {
            var link = honest.connect(server, token, new Transport.Listener() {
                @Override
                public void opened() {
                    listener.opened();
                }

                @Override
                public void frame(byte[] bytes) {
                    if (Frames.ofServer(bytes) instanceof ServerFrame.Pushed pushed) {
                        newest.merge(pushed.conversation(), pushed.entry().seq(), Math::max);
                    }
                    listener.frame(bytes);
                }

                @Override
                public void closed(boolean unauthorized, String reason) {
                    listener.closed(unauthorized, reason);
                }
            });
            return new Transport.Link() {
                @Override
                public void send(List<byte[]> frames) {
                    link.send(frames.stream()
                            .map(frame -> Frames.ofClient(frame) instanceof ClientFrame.Receipts receipts
                                    ? boasting(receipts, newest)
                                    : frame)
                            .toList());
                }

                @Override
                public void close() {
                    link.close();
                }
            };
        };
    }

    private static byte[] boasting(ClientFrame.Receipts receipts, Map<ConversationId, Long> newest) {
        return ClientFrameCodec.write(new ClientFrame.Receipts(receipts.cursors().stream()
                .map(own -> new ClientFrame.OwnCursor(
                        own.conversation(),
                        own.cursor().max(new Cursor(newest.getOrDefault(own.conversation(), 0L), 0))))
                .toList()));
    }
}
