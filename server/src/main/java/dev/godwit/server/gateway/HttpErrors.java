package dev.godwit.server.gateway;

import dev.godwit.protocol.Code;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/// Refusals before a session exists, in the form of the HTTP API.
final class HttpErrors {
    private HttpErrors() {}

    static void send(HttpServerResponse response, int status, Code code, String message) {
        send(response, status, code.wire(), message, code.hint());
    }

    static void send(HttpServerResponse response, int status, String code, String message, String hint) {
        var error = new JsonObject().put("code", code).put("message", message).put("hint", hint);
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject().put("error", error).encode());
    }
}
