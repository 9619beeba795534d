package dev.godwit.server.http;

import static dev.godwit.server.http.ApiServer.PASSWORD;
import static dev.godwit.server.http.ApiServer.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.identity.RegistrationPolicy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Headers that only a proxy of our own may be believed.
final class ProxyTest {
    private static final String BODY = "{\"name\":\"bob\",\"password\":\"" + PASSWORD + "\",\"cookie\":true}";

    @TempDir
    private Path directory;

    private ApiServer server(boolean behindProxy) {
        return new ApiServer(directory, RegistrationPolicy.OPEN, new Asking(List.of(), behindProxy));
    }

    private static String[] overTls(ApiServer server) {
        return new String[] {
            "X-Forwarded-Proto", "https", "Origin", server.origin().replace("http:", "https:")
        };
    }

    @Test
    void proxyThatSpeaksTlsMakesTheCookieSecureAndItsOriginOwn() throws Exception {
        try (var server = server(true)) {
            var answer = server.post("/v1/accounts", BODY, overTls(server));
            assertEquals(201, answer.statusCode(), answer.body());
            assertTrue(answer.headers().firstValue("Set-Cookie").orElse("").endsWith("; Secure"));
        }
    }

    @Test
    void withoutAProxyTheHeadersMeanNothing() throws Exception {
        try (var server = server(false)) {
            assertEquals("403 foreign_origin", code(server.post("/v1/accounts", BODY, overTls(server))));
            var answer = server.post("/v1/accounts", BODY, "X-Forwarded-Proto", "https");
            assertFalse(answer.headers().firstValue("Set-Cookie").orElse("").contains("Secure"));
        }
    }
}
