package dev.godwit.server.http;

import dev.godwit.protocol.Limits;
import dev.godwit.server.identity.Identity;
import dev.godwit.server.identity.RegistrationPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// What the server says about itself to anybody: version, health, the API's description.
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
        Reply openapi = Reply.of(200, "application/json", resource("openapi.json"));
        Reply healthy = Reply.json(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "ok");
            json.writeEndObject();
        });
        return List.of(
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
