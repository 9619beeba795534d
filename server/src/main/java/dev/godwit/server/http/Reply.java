package dev.godwit.server.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// What goes back. Made on any thread, sent on the request's event loop.
record Reply(int status, Buffer body, Map<String, String> headers) {
    static Reply json(int status, Consumer<JsonGenerator> content) {
        var out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JsonBody.MAPPER.createGenerator(out)) {
            content.accept(json);
        }
        return of(status, "application/json", out.toByteArray());
    }

    static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, Buffer.buffer(body), Map.of("Content-Type", contentType));
    }

    static Reply nothing() {
        return new Reply(204, Buffer.buffer(), Map.of());
    }

    Reply with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, body, Map.copyOf(more));
    }

    /// On the request's event loop.
    void send(RoutingContext request) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status);
        headers.forEach(response::putHeader);
        if (status == 204) {
            response.end();
        } else if (request.request().method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }
}
