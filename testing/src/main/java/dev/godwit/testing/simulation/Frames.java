package dev.godwit.testing.simulation;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;

/// Frames that were written by the product, and so can be read.
final class Frames {
    private Frames() {}

    static ClientFrame ofClient(byte[] frame) {
        try {
            return ClientFrameCodec.read(frame);
        } catch (BadFrameException e) {
            throw new IllegalStateException(e);
        }
    }

    static ServerFrame ofServer(byte[] frame) {
        try {
            return ServerFrameCodec.read(frame);
        } catch (BadFrameException e) {
            throw new IllegalStateException(e);
        }
    }
}
