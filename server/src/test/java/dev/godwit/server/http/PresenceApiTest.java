package dev.godwit.server.http;

import static dev.godwit.server.http.ApiServer.code;
import static dev.godwit.server.http.ApiServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.server.identity.RegistrationPolicy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Presence for integrations: asked and said without a connection.
class PresenceApiTest {
    private ApiServer server;
    private String token;
    private String alice;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = new ApiServer(directory, RegistrationPolicy.OPEN);
        var me = server.register("alice", "");
        token = me.path("token").asString("");
        alice = me.path("user").asString("");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatAnIntegrationSaysIsSeenUntilItTakesItBack() throws Exception {
        assertEquals("offline", stateOf(alice));
        assertEquals(204, say("{\"state\":\"busy\",\"ttl\":3600000}").statusCode());
        assertEquals("busy", stateOf(alice));
        assertEquals(204, say("{\"state\":\"offline\"}").statusCode());
        assertEquals("offline", stateOf(alice));
    }

    @Test
    void peopleAreListedOnceInTheOrderAskedAndWhoeverIsNobodyIsOffline() throws Exception {
        String nobody = "u" + "0".repeat(26);
        var answer = server.get("/v1/presence?id=" + nobody + "&id=" + alice + "&id=" + nobody + "&id=x", token);
        assertEquals(200, answer.statusCode());
        assertEquals(
                "{\"users\":[{\"user\":\"%s\",\"state\":\"offline\"},{\"user\":\"%s\",\"state\":\"offline\"}]}"
                        .formatted(nobody, alice),
                answer.body());
    }

    @Test
    void whatIsAskedOrSaidWronglyIsRefused() throws Exception {
        assertEquals("401 unauthorized", code(server.send("GET", "/v1/presence?id=" + alice, "")));
        assertEquals("400 bad_request", code(server.get("/v1/presence", token)));
        assertEquals("400 bad_request", code(server.get("/v1/presence?id=u1" + "&id=u1".repeat(200), token)));
        assertEquals("400 bad_json", code(say("{}")));
        assertEquals("400 bad_json", code(say("{\"state\":\"asleep\"}")));
        assertEquals("400 bad_json", code(say("{\"state\":\"busy\",\"ttl\":0}")));
        assertEquals("400 bad_json", code(say("{\"state\":\"busy\",\"ttl\":43200001}")));
        assertEquals("400 bad_json", code(say("{\"state\":\"busy\",\"ttl\":\"1000\"}")));
        assertEquals("400 bad_json", code(say("{\"state\":\"online\",\"ttl\":75001}")));
        assertEquals("offline", stateOf(alice));
    }

    @Test
    void whoSaysTooMuchIsThrottled() throws Exception {
        server.presence.quota.set(1);
        assertEquals(204, say("{\"state\":\"away\"}").statusCode());
        HttpResponse<String> refused = say("{\"state\":\"online\"}");
        assertEquals("429 throttled", code(refused));
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
        assertEquals("away", stateOf(alice));
    }

    @Test
    void presenceThatIsDownIsSaidSoAndNothingElseIs() throws Exception {
        server.presence.stop();
        assertEquals("503 retry", code(server.get("/v1/presence?id=" + alice, token)));
        assertEquals("503 retry", code(say("{\"state\":\"busy\"}")));
        assertEquals(200, server.get("/v1/me", token).statusCode());
    }

    private HttpResponse<String> say(String body) throws Exception {
        return server.send(
                "PUT", "/v1/presence", body, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }

    private String stateOf(String user) throws Exception {
        return json(server.get("/v1/presence?id=" + user, token))
                .path("users")
                .path(0)
                .path("state")
                .asString("");
    }
}
