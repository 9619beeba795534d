package dev.godwit.testing.simulation;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import java.util.Optional;

/// See [PlantedFault#IGNORE_AFTER].
final class IgnoredAfter extends Plant {
    @Override
    ServerEnd fromClient(ServerEnd honest) {
        return new ServerEnd() {
            @Override
            public void frame(byte[] bytes) {
                honest.frame(
                        Frames.ofClient(bytes) instanceof ClientFrame.Send send
                                ? ClientFrameCodec.write(new ClientFrame.Send(
                                        send.conversation(), send.id(), Optional.empty(), send.with(), send.content()))
                                : bytes);
            }

            @Override
            public void writable() {
                honest.writable();
            }

            @Override
            public void gone() {
                honest.gone();
            }
        };
    }
}
