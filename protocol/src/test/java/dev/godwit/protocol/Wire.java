package dev.godwit.protocol;

/// One side of the wire: who speaks, and the codec for what they say.
enum Wire {
    CLIENT {
        @Override
        Object read(byte[] bytes) throws BadFrameException {
            return ClientFrameCodec.read(bytes);
        }

        @Override
        byte[] write(Object frame) {
            return ClientFrameCodec.write((ClientFrame) frame);
        }
    },
    SERVER {
        @Override
        Object read(byte[] bytes) throws BadFrameException {
            return ServerFrameCodec.read(bytes);
        }

        @Override
        byte[] write(Object frame) {
            return ServerFrameCodec.write((ServerFrame) frame);
        }
    };

    abstract Object read(byte[] bytes) throws BadFrameException;

    abstract byte[] write(Object frame);

    static Wire from(String who) {
        return switch (who) {
            case "client" -> CLIENT;
            case "server" -> SERVER;
            default -> throw new IllegalArgumentException(who);
        };
    }
}
