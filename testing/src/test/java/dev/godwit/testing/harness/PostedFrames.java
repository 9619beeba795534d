package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The same frames as on a socket, by `POST /v1/frames`.
public final class PostedFrames {
    private static final JsonMapper JSON = new JsonMapper();

    private PostedFrames() {}

    /// @param wait seconds to wait for something to come, 0 for not at all
    /// @return what the server answered with
    public static List<ServerFrame> post(ServerProcess server, Person person, int wait, ClientFrame... frames) {
        var answer = Api.as(server.port(), person.token()).post("/v1/frames", body(wait, frames));
        assertEquals(200, answer.status(), answer.body());
        var out = new ArrayList<ServerFrame>();
        for (JsonNode frame : answer.json().get("frames")) {
            try {
                out.add(ServerFrameCodec.read(frame.toString().getBytes(UTF_8)));
            } catch (BadFrameException e) {
                throw new AssertionError(frame.toString(), e);
            }
        }
        return out;
    }

    public static ObjectNode body(int wait, ClientFrame... frames) {
        var body = Api.object();
        var array = body.putArray("frames");
        for (ClientFrame frame : frames) {
            array.add(JSON.readTree(ClientFrameCodec.write(frame)));
        }
        if (wait > 0) {
            body.put("wait", wait);
        }
        return body;
    }
}
