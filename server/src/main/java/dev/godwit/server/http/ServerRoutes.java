package dev.godwit.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.Limits;
import dev.godwit.server.identity.Identity;
import dev.godwit.server.identity.RegistrationPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/// What the server says about itself to anybody: version, health, the API's description, a page for lost visitors.
final class ServerRoutes {
    private final Identity identity;
    private final String version;

    /// Once there is an account there always is one: asked only until then.
    private volatile boolean populated;

    ServerRoutes(Identity identity, String version) {
        this.identity = identity;
        this.version = version;
    }

    List<Endpoint> endpoints(Desk desk) {
        byte[] page = resource("landing.html");
        Reply landing = Reply.of(200, "text/html; charset=utf-8", page)
                .with("Content-Security-Policy", pagePolicy(new String(page, UTF_8)));
        Reply openapi = Reply.of(200, "application/json", resource("openapi.json"));
        Reply healthy = Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "ok");
            json.writeEndObject();
        });
        return List.of(
                Endpoint.get("/", request -> landing.send(request)),
                Endpoint.get("/v1/server", desk.anybody(_ -> server())),
                Endpoint.get("/v1/health", request -> healthy.send(request)),
                Endpoint.get("/v1/openapi.json", request -> openapi.send(request)));
    }

    private Reply server() {
        if (!populated) {
            populated = !identity.isEmpty();
        }
        return Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("name", "godwit");
            json.writeStringProperty("version", version);
            json.writeNumberProperty("protocol", Limits.VERSION);
            json.writeStringProperty(
                    "registration", identity.policy() == RegistrationPolicy.OPEN ? "open" : "invitation");
            json.writeBooleanProperty("empty", !populated);
            json.writeEndObject();
        });
    }

    /// Nothing but the page's own style, named by its hash (CSP level 3).
    private static String pagePolicy(String page) {
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = ServerRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
