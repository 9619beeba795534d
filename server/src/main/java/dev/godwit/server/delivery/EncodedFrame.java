package dev.godwit.server.delivery;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;

/// A frame that goes to many: encoded once, and its bytes shared by all of them.
public final class EncodedFrame {
    private final byte[] bytes;
    private final boolean news;

    public EncodedFrame(ServerFrame frame) {
        this(frame, true);
    }

    private EncodedFrame(ServerFrame frame, boolean news) {
        this.bytes = ServerFrameCodec.write(frame);
        this.news = news;
    }

    /// What a session is told because it has just asked: somebody who waits for something new goes on
    /// waiting.
    static EncodedFrame answer(ServerFrame frame) {
        return new EncodedFrame(frame, false);
    }

    /// Shared: not to be written to.
    public byte[] bytes() {
        return bytes;
    }

    public boolean isNews() {
        return news;
    }
}
