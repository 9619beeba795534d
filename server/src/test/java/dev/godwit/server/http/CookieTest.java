package dev.godwit.server.http;

import static dev.godwit.server.http.ApiServer.code;
import static dev.godwit.server.http.ApiServer.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.identity.RegistrationPolicy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Browsers: the token in a cookie, and whose pages may use it.
final class CookieTest {
    private static final String BODY = "{\"name\":\"bob\",\"password\":\"correct horse\",\"cookie\":true}";

    @TempDir
    private Path directory;

    private ApiServer server;

    @BeforeEach
    void start() {
        server = new ApiServer(directory, RegistrationPolicy.OPEN);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String cookie() throws Exception {
        HttpResponse<String> answer = server.post("/v1/accounts", BODY, "Origin", server.origin());
        assertEquals(201, answer.statusCode(), answer.body());
        assertFalse(json(answer).has("token"));
        String set = answer.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(set.matches("godwit=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/; Max-Age=\\d+"), set);
        return set.substring(0, set.indexOf(';'));
    }

    private HttpResponse<String> leave(String cookie, String... origin) throws Exception {
        var headers = new String[2 + origin.length];
        headers[0] = "Cookie";
        headers[1] = "theme=dark; " + cookie;
        System.arraycopy(origin, 0, headers, 2, origin.length);
        return server.send("DELETE", "/v1/sessions/current", "", headers);
    }

    @Test
    void cookieSignsInItsOwnPagesAndLeavesWithTheSession() throws Exception {
        String cookie = cookie();
        assertEquals(200, server.send("GET", "/v1/me", "", "Cookie", cookie).statusCode());
        HttpResponse<String> left = leave(cookie, "Origin", server.origin());
        assertEquals(204, left.statusCode());
        assertTrue(left.headers().firstValue("Set-Cookie").orElse("").contains("Max-Age=0"));
        assertEquals("401 unauthorized", code(server.send("GET", "/v1/me", "", "Cookie", cookie)));
    }

    @Test
    void foreignPagesCanChangeNothing() throws Exception {
        String cookie = cookie();
        for (String origin : new String[] {
            "https://evil.example",
            "null",
            server.origin().replace("http:", "https:"),
            "http://127.0.0.1",
            server.origin() + ".evil.example"
        }) {
            assertEquals("403 foreign_origin", code(leave(cookie, "Origin", origin)), origin);
            assertEquals(
                    "403 foreign_origin",
                    code(server.send("POST", "/v1/invitations", "", "Cookie", cookie, "Origin", origin)),
                    origin);
        }
        assertEquals(200, server.send("GET", "/v1/me", "", "Cookie", cookie).statusCode());
    }

    @Test
    void configuredOriginsAndProgramsWithoutOneMayUseTheCookie() throws Exception {
        assertEquals(204, leave(cookie(), "Origin", "https://chat.example.org").statusCode());
        HttpResponse<String> again = server.post("/v1/sessions", BODY);
        String set = again.headers().firstValue("Set-Cookie").orElse("");
        assertEquals(204, leave(set.substring(0, set.indexOf(';'))).statusCode());
    }

    @Test
    void foreignPageCannotSignItsVisitorIn() throws Exception {
        assertEquals("403 foreign_origin", code(server.post("/v1/sessions", BODY, "Origin", "https://evil.example")));
    }

    @Test
    void bearerTokenIsNoBusinessOfOrigins() throws Exception {
        String token = cookie().substring("godwit=".length());
        assertEquals(
                204,
                server.send(
                                "DELETE",
                                "/v1/sessions/current",
                                "",
                                "Authorization",
                                "bearer " + token,
                                "Origin",
                                "https://evil.example")
                        .statusCode());
    }
}
