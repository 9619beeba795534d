package dev.godwit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Limits;
import dev.godwit.testing.harness.Api;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The HTTP API when it is asked wrongly: an error in its own form, never a fault of the server.
class ApiInputTest {
    @RegisterExtension
    static final RunningServer server = RunningServer.with("alice");

    private final Person alice = server.person("alice");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "{}",
                "{\"name\":5,\"password\":\"12345678\"}",
                "{\"name\":null,\"password\":null}",
                "{\"name\":\"x\",\"password\":[]}",
                "{\"name\":\"\",\"password\":\"\"}",
                "{\"name\":\"\\u0000\",\"password\":\"long enough\"}",
                "{\"name\":\"x\",\"name\":\"y\",\"password\":\"long enough\"}"
            })
    void aBadBodyIsABadRequest(String body) {
        for (String path : List.of("/v1/accounts", "/v1/sessions")) {
            var answer = new Api(server.port()).post(path, body.getBytes(UTF_8));
            assertTrue(
                    List.of(400, 401, 403).contains(answer.status()),
                    () -> path + ": " + answer.status() + " " + answer.body());
            assertFalse(answer.errorCode().isBlank(), answer.body());
        }
    }

    @Test
    void anInvalidByteIsABadRequest() {
        byte[] body = "{\"name\":\"x?\",\"password\":\"long enough\"}".getBytes(UTF_8);
        body[body.length - 28] = (byte) 0xff;
        assertEquals(400, new Api(server.port()).post("/v1/accounts", body).status());
    }

    @Test
    void aHugeBodyIsNotRead() {
        var answer = new Api(server.port()).post("/v1/accounts", new byte[4 * Limits.MAX_POST]);
        assertEquals(413, answer.status(), answer.body());
    }

    @Test
    void whatDoesNotExistIsNotFoundAndStrangersAreNotLetIn() {
        assertEquals(404, new Api(server.port()).get("/v1/nothing").status());
        for (String path : List.of("/v1/me", "/v1/sessions", "/v1/users?name=alice")) {
            var answer = new Api(server.port()).get(path);
            assertEquals(401, answer.status(), path);
            assertEquals("unauthorized", answer.errorCode());
        }
    }

    @Test
    void whoWasLookedUpAndIsUnknownIsJustAbsent() {
        var api = Api.as(server.port(), alice.token());
        assertEquals(0, api.get("/v1/users?name=nobody").json().get("users").size());
        var known = api.get("/v1/users?name=ALICE").json().get("users");
        assertEquals(alice.user().value(), known.get(0).get("id").stringValue());
        assertEquals(
                1,
                api.get("/v1/users?id=" + alice.user() + "&id=u" + "0".repeat(26))
                        .json()
                        .get("users")
                        .size());
    }

    @Test
    void anybodyMayAskWhatThisServerIs() {
        var about = new Api(server.port()).get("/v1/server").json();
        assertEquals("godwit", about.get("name").stringValue());
        assertEquals(Limits.VERSION, about.get("protocol").intValue());
        assertEquals("invitation", about.get("registration").stringValue());
        assertFalse(about.get("empty").booleanValue());
        assertEquals(200, new Api(server.port()).get("/v1/health").status());
        assertTrue(new Api(server.port()).get("/v1/openapi.json").json().has("openapi"));
    }
}
