package dev.godwit.server.delivery;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;

/// A frame that goes to many: encoded once, and its bytes shared by all of them.
public final class EncodedFrame {
    private final byte[] bytes;

    public EncodedFrame(ServerFrame frame) {
        bytes = ServerFrameCodec.write(frame);
    }

    /// Shared: not to be written to.
    public byte[] bytes() {
        return bytes;
    }
}
