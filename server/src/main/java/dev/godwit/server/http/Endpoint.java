package dev.godwit.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/// One row of the API.
///
/// @param path in Vert.x's form: `/v1/sessions/:id`
/// @param body whether the API reads a small JSON body for it
record Endpoint(HttpMethod method, String path, boolean body, Handler<RoutingContext> handler) {
    static Endpoint get(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.GET, path, false, handler);
    }

    static Endpoint post(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.POST, path, true, handler);
    }

    static Endpoint put(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.PUT, path, true, handler);
    }

    static Endpoint delete(String path, Handler<RoutingContext> handler) {
        return new Endpoint(HttpMethod.DELETE, path, false, handler);
    }

    /// For those that take none, or read it themselves.
    Endpoint withoutBody() {
        return new Endpoint(method, path, false, handler);
    }
}
