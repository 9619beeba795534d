package dev.godwit.server.gateway;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Code;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Body of `POST /v1/frames`: `{"frames":[…], "wait": milliseconds}`.
///
/// @param first the frame that must be hello
/// @param rest  each as it was read, or why it could not be
/// @param patience  how long the client waits for something new, 0 to 25,000 ms
record PostedFrames(ClientFrame first, List<Posted> rest, long patience) {
    static final int MAX_FRAMES = 256;
    static final long MAX_WAIT = 25_000;

    sealed interface Posted {
        record Understood(ClientFrame frame) implements Posted {}

        record NotUnderstood(BadFrameException why) implements Posted {}
    }

    static PostedFrames read(byte[] body) throws BadFrameException {
        JsonNode root = ClientFrameCodec.parse(body);
        JsonNode frames = root.get("frames");
        if (frames == null || !frames.isArray() || frames.isEmpty() || frames.size() > MAX_FRAMES) {
            throw new BadFrameException(
                    Code.BAD_FRAME, "Field 'frames' must be a list of 1 to " + MAX_FRAMES + " frames.");
        }
        JsonNode wait = root.get("wait");
        boolean waits = wait != null && !wait.isNull();
        if (waits
                && (!wait.isIntegralNumber()
                        || !wait.canConvertToLong()
                        || wait.longValue() < 0
                        || wait.longValue() > MAX_WAIT)) {
            throw new BadFrameException(Code.BAD_FRAME, "Field 'wait' must be from 0 to " + MAX_WAIT + ".");
        }
        var rest = new ArrayList<Posted>();
        for (int i = 1; i < frames.size(); i++) {
            rest.add(one(frames.get(i)));
        }
        return new PostedFrames(ClientFrameCodec.read(frames.get(0)), rest, waits ? wait.longValue() : 0);
    }

    private static Posted one(JsonNode node) {
        try {
            return new Posted.Understood(ClientFrameCodec.read(node));
        } catch (BadFrameException e) {
            return new Posted.NotUnderstood(e);
        }
    }
}
