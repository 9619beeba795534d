package dev.godwit.server.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// Port to the rules of the HTTP side: what a request brings to prove who it is, and whether its origin may come in.
@FunctionalInterface
public interface Doorkeeper {
    Admission admit(HttpServerRequest request);

    sealed interface Admission {
        /// @param token from the cookie or the Authorization header; a `hello` may bring one instead
        record Admitted(Optional<String> token) implements Admission {}

        record ForeignOrigin() implements Admission {}
    }
}
