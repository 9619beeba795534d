package dev.godwit.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.identity.RegistrationPolicy;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files of the web app, here a page and two scripts.
class WebAppTest {
    @TempDir
    static Path directory;

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = new ApiServer(directory, RegistrationPolicy.OPEN);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void everyScreenGetsTheFirstPage() throws Exception {
        for (String path : List.of("/", "/c/12", "/settings/devices", "/join", "/c/12?at=7")) {
            HttpResponse<String> page = server.send("GET", path, "", "Accept", "text/html,*/*;q=0.8");
            assertEquals(200, page.statusCode(), path);
            assertTrue(page.body().contains("<title>Godwit</title>"), path);
            assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
            assertEquals("no-cache", header(page, "Cache-Control"));
        }
    }

    @Test
    void pageMayRunOnlyScriptsOfThisServer() throws Exception {
        String policy = header(server.send("GET", "/", ""), "Content-Security-Policy");
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertTrue(policy.contains("script-src 'self';"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void fingerprintedFilesAreKeptAndOthersAskedForAgain() throws Exception {
        assertEquals(
                "public, max-age=31536000, immutable",
                header(server.send("GET", "/assets/main-abc.js", ""), "Cache-Control"));
        HttpResponse<String> worker = server.send("GET", "/service-worker.js", "");
        assertEquals("no-cache", header(worker, "Cache-Control"));
        assertEquals("text/javascript; charset=utf-8", header(worker, "Content-Type"));
        HttpResponse<String> again =
                server.send("GET", "/service-worker.js", "", "If-None-Match", header(worker, "ETag"));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    @Test
    void fileThatIsGoneIsNoPage() throws Exception {
        for (String path : List.of("/assets/main-old.js", "/favicon.ico", "/..%2f..%2fetc/passwd.txt", "/files.txt")) {
            HttpResponse<String> answer = server.send("GET", path, "");
            assertEquals(404, answer.statusCode(), path);
            assertTrue(answer.body().contains("\"not_found\""), path);
        }
    }

    @Test
    void programThatAsksForAnythingAtAnAddressOfAScreenIsToldThatThereIsNothing() throws Exception {
        assertEquals(404, server.send("GET", "/c/12", "").statusCode());
        assertEquals(200, server.send("GET", "/", "").statusCode());
    }

    @Test
    void apiStaysTheApi() throws Exception {
        HttpResponse<String> answer = server.send("GET", "/v1/nothing", "");
        assertEquals(404, answer.statusCode());
        assertTrue(header(answer, "Content-Type").startsWith("application/json"));
        assertEquals(404, server.send("POST", "/c/12", "").statusCode());
    }
}
