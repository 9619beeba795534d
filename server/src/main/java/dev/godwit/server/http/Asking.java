package dev.godwit.server.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who a request claims to come from: its token, whether a foreign page sent it, its address. Used by the HTTP API
/// and by the gateway for upgrades and posted frames.
public final class Asking {
    static final String COOKIE = "godwit";
    private static final String BEARER = "bearer ";

    private final List<String> publicOrigins;
    private final boolean behindProxy;

    /// @param publicOrigins origins besides the request's own from which pages may use the cookie, such as
    ///                      `https://chat.example.org` where a proxy speaks TLS
    /// @param behindProxy   whether `X-Forwarded-For` and `X-Forwarded-Proto` come from a proxy of our own
    public Asking(List<String> publicOrigins, boolean behindProxy) {
        this.publicOrigins =
                publicOrigins.stream().map(o -> o.toLowerCase(Locale.ROOT)).toList();
        this.behindProxy = behindProxy;
    }

    /// @param token         as presented: not yet checked
    /// @param foreignOrigin the token is a cookie that a page of another origin made the browser send: refuse every
    ///                      upgrade and everything that changes something
    public record Presented(Optional<String> token, boolean foreignOrigin) {
        @Override
        public String toString() {
            return "Presented[token " + (token.isPresent() ? "given" : "absent") + ", foreignOrigin " + foreignOrigin
                    + "]";
        }
    }

    /// An `Authorization` header wins over the cookie; no browser sends it unasked, so its origin does not matter.
    public Presented presented(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
            return new Presented(
                    bearer
                            ? Optional.of(
                                    authorization.substring(BEARER.length()).strip())
                            : Optional.empty(),
                    false);
        }
        Optional<String> cookie = cookie(request);
        return new Presented(cookie, cookie.isPresent() && isForeign(request));
    }

    /// Whether the request says that it was made by a page of another origin than this server's.
    boolean isForeign(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        String host = request.getHeader("Host");
        String authority = host != null ? host : String.valueOf(request.authority());
        String own = (isSecure(request) ? "https://" : "http://") + authority;
        return !origin.equalsIgnoreCase(own) && !publicOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    boolean isSecure(HttpServerRequest request) {
        return request.isSSL()
                || (behindProxy && "https".equalsIgnoreCase(last(request.getHeader("X-Forwarded-Proto"))));
    }

    /// Address of the asker, to slow down guessing.
    public String remote(HttpServerRequest request) {
        String forwarded = behindProxy ? last(request.getHeader("X-Forwarded-For")) : null;
        if (forwarded != null) {
            return forwarded;
        }
        SocketAddress address = request.remoteAddress();
        String host = address == null ? null : address.hostAddress();
        return host == null ? "unknown" : host;
    }

    /// What the nearest proxy wrote; what stands before it, anybody could have sent.
    private static @Nullable String last(@Nullable String list) {
        if (list == null || list.isBlank()) {
            return null;
        }
        return list.substring(list.lastIndexOf(',') + 1).strip();
    }

    private static Optional<String> cookie(HttpServerRequest request) {
        for (String header : request.headers().getAll("Cookie")) {
            for (String part : header.split(";", -1)) {
                String pair = part.strip();
                if (pair.startsWith(COOKIE + "=")) {
                    return Optional.of(pair.substring(COOKIE.length() + 1));
                }
            }
        }
        return Optional.empty();
    }
}
