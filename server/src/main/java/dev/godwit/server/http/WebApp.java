package dev.godwit.server.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Serves the web app: its files, and its first page for every address that is one of its screens.
///
/// The page may load scripts and styles from here only, run none that stands in it, be framed by nobody, and talk to
/// nobody but this server. Files whose name has a fingerprint in it are kept by browsers for ever; of the others they
/// ask
/// each time whether they have changed (RFC 9110, section 13).
final class WebApp {
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
                    + " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";
    private static final String FIRST_PAGE = "index.html";
    private static final String FINGERPRINTED = "assets/";

    private final WebFiles files;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();

    WebApp(WebFiles files) {
        this.files = files;
    }

    /// Behind all routes of the API.
    void mount(Router router) {
        if (!files.isEmpty()) {
            // Routes by method would make every other method of every address a 405.
            router.route().handler(this::serve);
        }
    }

    private void serve(RoutingContext request) {
        HttpMethod method = request.request().method();
        String path = request.normalizedPath().substring(1);
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        if (!reads || path.equals("v1") || path.startsWith("v1/")) {
            request.next();
            return;
        }
        var file = files.find(path);
        if (file.isEmpty() && !isScreen(request.request(), path)) {
            request.next();
            return;
        }
        send(request, file.or(() -> files.find(FIRST_PAGE)).orElseThrow());
    }

    /// An address that a browser was sent to. What looks like a file and is none is an error: an old page that asks for
    /// a script that an update has removed must not get a page in its place.
    private static boolean isScreen(HttpServerRequest request, String path) {
        String accepted = request.getHeader("Accept");
        return path.isEmpty()
                || (path.lastIndexOf('.') <= path.lastIndexOf('/')
                        && accepted != null
                        && accepted.contains("text/html"));
    }

    private void send(RoutingContext request, WebFiles.File file) {
        HttpServerResponse response = request.response();
        String tag = '"' + file.tag() + '"';
        boolean kept = file.path().startsWith(FINGERPRINTED);
        response.putHeader("Content-Security-Policy", POLICY);
        response.putHeader("Cache-Control", kept ? "public, max-age=31536000, immutable" : "no-cache");
        response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.putHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
        response.putHeader("ETag", tag);
        response.putHeader("Vary", "Accept-Encoding");
        if (tag.equals(request.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        boolean zipped = file.zipped() && takesGzip(request.request());
        replies.computeIfAbsent(file.path() + (zipped ? ".gz" : ""), _ -> reply(file, zipped))
                .send(request);
    }

    private Reply reply(WebFiles.File file, boolean zipped) {
        Reply reply = Reply.of(200, file.type(), files.bytes(file, zipped));
        return zipped ? reply.with("Content-Encoding", "gzip") : reply;
    }

    private static boolean takesGzip(HttpServerRequest request) {
        String accepted = request.getHeader("Accept-Encoding");
        return accepted != null && accepted.toLowerCase(Locale.ROOT).contains("gzip");
    }
}
