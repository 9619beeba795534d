package dev.godwit.server.http;

import static dev.godwit.server.http.ApiServer.PASSWORD;
import static dev.godwit.server.http.ApiServer.code;
import static dev.godwit.server.http.ApiServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.identity.Accounts.Session;
import dev.godwit.server.identity.RegistrationPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class HttpApiTest {
    @TempDir
    private Path directory;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(directory, RegistrationPolicy.INVITATION);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode admin() throws IOException, InterruptedException {
        return server.register("admin", server.identity.offerSetup().orElseThrow());
    }

    private JsonNode member(String name, JsonNode admin) throws IOException, InterruptedException {
        HttpResponse<String> invitation =
                server.send("POST", "/v1/invitations", "", "Authorization", "Bearer " + text(admin, "token"));
        assertEquals(201, invitation.statusCode());
        return server.register(name, text(json(invitation), "code"));
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).asString("");
        assertFalse(value.isEmpty(), () -> "no " + field + " in " + node);
        return value;
    }

    @Test
    void serverSaysWhatItIsAndWhetherItIsEmpty() throws Exception {
        JsonNode before = json(server.send("GET", "/v1/server", ""));
        assertEquals(
                "{\"name\":\"godwit\",\"version\":\"1.2.3\",\"protocol\":1,\"registration\":\"invitation\",\"empty\":true}",
                before.toString());
        admin();
        assertFalse(json(server.send("GET", "/v1/server", "")).path("empty").asBoolean());
    }

    @Test
    void healthAnswersAlsoToHead() throws Exception {
        assertEquals("{\"status\":\"ok\"}", server.send("GET", "/v1/health", "").body());
        HttpResponse<String> head = server.send("HEAD", "/v1/health", "");
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
    }

    @Test
    void firstAccountIsAnAdministratorsAndSignedIn() throws Exception {
        JsonNode admin = admin();
        assertTrue(admin.path("administrator").asBoolean());
        JsonNode me = json(server.get("/v1/me", text(admin, "token")));
        for (String field : List.of("user", "name", "administrator", "device", "session")) {
            assertEquals(admin.get(field), me.get(field), field);
        }
    }

    @Test
    void invitationWorksOnceAndOnlyAdministratorsMakeThem() throws Exception {
        JsonNode admin = admin();
        HttpResponse<String> made =
                server.send("POST", "/v1/invitations", "", "Authorization", "Bearer " + text(admin, "token"));
        assertEquals(201, made.statusCode());
        assertEquals(
                server.clock.instant().plus(Duration.ofDays(7)).toEpochMilli(),
                json(made).path("expires").asLong());
        String invitation = text(json(made), "code");
        JsonNode bob = server.register("bob", invitation);
        assertFalse(bob.path("administrator").asBoolean());
        String again = "{\"name\":\"carol\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(PASSWORD, invitation);
        assertEquals("403 invitation_needed", code(server.post("/v1/accounts", again)));
        assertEquals(
                "403 administrators_only",
                code(server.send("POST", "/v1/invitations", "", "Authorization", "Bearer " + text(bob, "token"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\"bob\",\"password\":\"correct horse\"}|403 invitation_needed",
                "{\"name\":\"bob\",\"password\":\"correct horse\",\"code\":\"\"}|403 invitation_needed",
                "{\"name\":\"b\",\"password\":\"correct horse\"}|400 bad_name",
                "{\"name\":\"b b\",\"password\":\"correct horse\"}|400 bad_name",
                "{\"name\":\"\\ud800\\ud800\",\"password\":\"correct horse\"}|400 bad_json",
                "{\"name\":\"bob\",\"password\":\"short\"}|400 weak_password",
                "{\"password\":\"correct horse\"}|400 bad_json",
                "{\"name\":\"bob\"}|400 bad_json",
                "{\"name\":null,\"password\":\"correct horse\"}|400 bad_json",
                "{\"name\":7,\"password\":\"correct horse\"}|400 bad_json",
                "{\"name\":\"bob\",\"password\":[]}|400 bad_json",
                "{\"name\":\"bob\",\"password\":\"correct horse\",\"code\":5}|400 bad_json",
                "{\"name\":\"bob\",\"password\":\"correct horse\",\"cookie\":\"yes\"}|400 bad_json",
                "{\"name\":\"bob\",\"password\":\"correct horse\",\"device\":\"a\\u0000b\"}|400 bad_json",
                "{\"name\":\"bob\",\"name\":\"bob\",\"password\":\"correct horse\"}|400 bad_json",
                "{\"name\":\"bob\",\"password\":\"correct horse\"} x|400 bad_json",
                "{\"name\":\"bob\",\"password\":|400 bad_json",
                "[]|400 bad_json",
                "null|400 bad_json",
                "``|400 bad_json"
            })
    void badRegistrationIsRefusedWithItsReason(String body, String expected) throws Exception {
        assertEquals(expected, code(server.post("/v1/accounts", body)));
        assertTrue(server.identity.isEmpty());
    }

    @Test
    void deeplyNestedJsonIsRefused() throws Exception {
        String deep = "{\"name\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";
        assertEquals("400 bad_json", code(server.post("/v1/accounts", deep)));
    }

    @Test
    void takenNameIsRefusedAndTheInvitationKept() throws Exception {
        JsonNode admin = admin();
        HttpResponse<String> made =
                server.send("POST", "/v1/invitations", "", "Authorization", "Bearer " + text(admin, "token"));
        String invitation = text(json(made), "code");
        String taken = "{\"name\":\"ADMIN\",\"password\":\"%s\",\"code\":\"%s\"}".formatted(PASSWORD, invitation);
        assertEquals("409 name_taken", code(server.post("/v1/accounts", taken)));
        server.register("bob", invitation);
    }

    @Test
    void oversizedBodyIsRefused() throws Exception {
        String large = "{\"name\":\"bob\",\"password\":\"" + "x".repeat(70_000) + "\"}";
        assertEquals("413 too_large", code(server.post("/v1/accounts", large)));
        assertEquals("413 too_large", code(server.post("/v1/sessions", large)));
    }

    @Test
    void otherMediaTypesAreRefused() throws Exception {
        String body = "{\"name\":\"bob\",\"password\":\"correct horse\"}";
        assertEquals("415 unsupported_media_type", code(server.send("POST", "/v1/sessions", body)));
        assertEquals(
                "415 unsupported_media_type",
                code(server.send("POST", "/v1/sessions", body, "Content-Type", "text/plain")));
        assertEquals(
                "401 wrong_password",
                code(server.send("POST", "/v1/sessions", body, "Content-Type", "application/json; charset=UTF-8")));
    }

    @Test
    void unknownAddressesAndMethodsAreRefused() throws Exception {
        assertEquals("404 not_found", code(server.send("GET", "/v1/nothing", "")));
        assertEquals("404 not_found", code(server.send("GET", "/v1/sessions/../../etc/passwd", "")));
        HttpResponse<String> put = server.send("PUT", "/v1/sessions", "{}");
        assertEquals("405 method_not_allowed", code(put));
        assertEquals("POST, GET", put.headers().firstValue("Allow").orElse(""));
    }

    @Test
    void unreadableAddressIsRefused() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET /v1/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
        assertEquals(200, server.send("GET", "/v1/health", "").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/users?name=%zz", "/v1/users?id=%", "/v1/presence?id=%e"})
    void unreadableQueryIsRefused(String address) throws Exception {
        String token = text(admin(), "token");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String head =
                    "GET " + address + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer " + token;
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertTrue(answer.startsWith("HTTP/1.1 400 ") && answer.contains("bad_request"), answer);
        }
    }

    @Test
    void whoHangsUpWithinABodyIsNoFaultOfTheServer() throws Exception {
        var complaints = new ConcurrentLinkedQueue<String>();
        var listener = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                    complaints.add(entry.getMessage() + " " + entry.getThrown());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(listener);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String head =
                    "POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9";
            socket.getOutputStream().write((head + "\r\n\r\n{").getBytes(UTF_8));
            socket.shutdownOutput();
            assertEquals("", new String(socket.getInputStream().readAllBytes(), UTF_8));
            // What its event loop does about it is done when that has ended.
            server.stopListening();
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertEquals(List.of(), List.copyOf(complaints));
    }

    @Test
    void signInTakesADeviceUpAgainAndEndsItsEarlierSession() throws Exception {
        JsonNode admin = admin();
        String body = "{\"name\":\"Admin\",\"password\":\"%s\",\"device_id\":\"%s\",\"device\":\"phone\"}"
                .formatted(PASSWORD, text(admin, "device"));
        JsonNode again = json(server.post("/v1/sessions", body));
        assertEquals(admin.get("device"), again.get("device"));
        assertNotEquals(admin.get("session"), again.get("session"));
        assertEquals("401 unauthorized", code(server.get("/v1/me", text(admin, "token"))));
        JsonNode sessions =
                json(server.get("/v1/sessions", text(again, "token"))).path("sessions");
        assertEquals(1, sessions.size());
        assertEquals("phone", sessions.get(0).path("name").asString());
        assertTrue(sessions.get(0).path("current").asBoolean());
        String strange = "{\"name\":\"admin\",\"password\":\"%s\",\"device_id\":\"v1\"}".formatted(PASSWORD);
        assertEquals("400 bad_json", code(server.post("/v1/sessions", strange)));
    }

    @Test
    void wrongNameAndWrongPasswordLookTheSame() throws Exception {
        admin();
        HttpResponse<String> wrongPassword = server.signIn("admin", "wrong horse");
        HttpResponse<String> wrongName = server.signIn("nobody", PASSWORD);
        assertEquals("401 wrong_password", code(wrongPassword));
        assertEquals(wrongPassword.statusCode(), wrongName.statusCode());
        assertEquals(wrongPassword.body(), wrongName.body());
    }

    @Test
    void guessingIsThrottledWhileAnotherUserSignsInUndisturbed() throws Exception {
        JsonNode admin = admin();
        member("bob", admin);
        for (int i = 0; i < 6; i++) {
            assertEquals("401 wrong_password", code(server.signIn("bob", "wrong horse " + i)));
        }
        HttpResponse<String> throttled = server.signIn("bob", PASSWORD);
        assertEquals("429 throttled", code(throttled));
        assertEquals("1", throttled.headers().firstValue("Retry-After").orElse(""));
        assertEquals(201, server.signIn("admin", PASSWORD).statusCode());
        server.clock.advance(Duration.ofSeconds(1));
        assertEquals(201, server.signIn("bob", PASSWORD).statusCode());
    }

    @Test
    void revokedSessionEndsAtOnceAndListenersHearOfIt() throws Exception {
        List<Session> ended = Collections.synchronizedList(new ArrayList<>());
        server.identity.liveSessions().onRevoked(ended::add);
        JsonNode admin = admin();
        JsonNode other = json(server.signIn("admin", PASSWORD));
        String token = text(admin, "token");
        JsonNode list = json(server.get("/v1/sessions", token)).path("sessions");
        assertEquals(2, list.size());
        assertEquals(200, server.get("/v1/me", text(other, "token")).statusCode());
        HttpResponse<String> gone = server.delete("/v1/sessions/" + text(other, "session"), token);
        assertEquals(204, gone.statusCode());
        assertEquals("", gone.body());
        assertEquals(text(other, "session"), ended.getFirst().id());
        assertEquals("401 unauthorized", code(server.get("/v1/me", text(other, "token"))));
        assertEquals("404 not_found", code(server.delete("/v1/sessions/" + text(other, "session"), token)));
        assertEquals(204, server.delete("/v1/sessions/current", token).statusCode());
        assertEquals("401 unauthorized", code(server.delete("/v1/sessions/current", token)));
        assertEquals(2, ended.size());
    }

    @Test
    void nobodyEndsSomebodyElsesSession() throws Exception {
        JsonNode admin = admin();
        JsonNode bob = member("bob", admin);
        assertEquals(
                "404 not_found", code(server.delete("/v1/sessions/" + text(admin, "session"), text(bob, "token"))));
        assertEquals(200, server.get("/v1/me", text(admin, "token")).statusCode());
    }

    @Test
    void everythingPersonalNeedsASession() throws Exception {
        for (String path : List.of("/v1/me", "/v1/sessions", "/v1/users?name=bob")) {
            HttpResponse<String> answer = server.send("GET", path, "");
            assertEquals("401 unauthorized", code(answer), path);
            assertEquals(
                    "Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""));
            assertEquals("401 unauthorized", code(server.get(path, "wrong")), path);
            assertEquals("401 unauthorized", code(server.send("GET", path, "", "Authorization", "Basic YTpi")), path);
        }
        assertEquals("401 unauthorized", code(server.send("POST", "/v1/invitations", "")));
        assertEquals("401 unauthorized", code(server.send("DELETE", "/v1/sessions/current", "")));
    }

    @Test
    void peopleAreFoundByNameAndById() throws Exception {
        JsonNode admin = admin();
        JsonNode bob = member("Bob", admin);
        String token = text(admin, "token");
        String expected = "{\"users\":[{\"id\":\"" + text(bob, "user") + "\",\"name\":\"Bob\"}]}";
        assertEquals(expected, server.get("/v1/users?name=bOB", token).body());
        assertEquals(
                expected,
                server.get("/v1/users?id=" + text(bob, "user") + "&id=u1&id=u" + "0".repeat(26), token)
                        .body());
        assertEquals(
                "{\"users\":[]}", server.get("/v1/users?name=nobody", token).body());
        assertEquals("{\"users\":[]}", server.get("/v1/users?name=%00", token).body());
        assertEquals("400 bad_request", code(server.get("/v1/users", token)));
        assertEquals("400 bad_request", code(server.get("/v1/users?id=u1" + "&id=u1".repeat(100), token)));
    }

    @Test
    void gatewaysFaultIsAnsweredWithAnIdOnly() throws Exception {
        HttpResponse<String> answer = server.post("/v1/frames", "{}");
        assertEquals("500 internal", code(answer));
        assertFalse(answer.body().contains("fault in the gateway"), answer.body());
        assertEquals("connect", server.send("GET", "/v1/connect", "").body());
    }

    @Test
    void answersCarryTheSecurityHeaders() throws Exception {
        for (String path : List.of("/v1/server", "/v1/nothing", "/v1/me")) {
            var headers = server.send("GET", path, "").headers();
            assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""), path);
            assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""), path);
            assertTrue(headers.firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"), path);
        }
    }

    @Test
    void openapiNamesExactlyTheRoutesThatExist() throws Exception {
        JsonNode document = json(server.send("GET", "/v1/openapi.json", ""));
        assertTrue(document.path("openapi").asString("").startsWith("3.1"));
        var described = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        var existing = new TreeSet<String>();
        for (Endpoint endpoint : server.api.endpoints()) {
            existing.add(endpoint.method().name() + " " + endpoint.path().replace(":id", "{id}"));
        }
        assertEquals(existing, described);
    }
}
