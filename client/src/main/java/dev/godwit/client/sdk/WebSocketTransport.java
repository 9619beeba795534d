package dev.godwit.client.sdk;

import java.net.URI;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/// Frames as text messages of a WebSocket.
final class WebSocketTransport implements Transport {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public Link connect(URI server, String token, Listener listener) {
        var link = new WebSocketLink(listener);
        try {
            var unused = SharedHttp.client()
                    .newWebSocketBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(address(server), link)
                    .whenComplete((socket, fault) -> {
                        if (fault != null) {
                            failed(link, fault);
                        }
                    });
        } catch (IllegalArgumentException e) {
            link.end(false, "The server's address is not usable: " + e.getMessage());
        }
        return link;
    }

    private static URI address(URI server) {
        String base = server.toString().replaceFirst("/+$", "");
        return URI.create(base.replaceFirst("^http", "ws") + "/v1/connect");
    }

    private static void failed(WebSocketLink link, Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof WebSocketHandshakeException refused) {
            int status = refused.getResponse().statusCode();
            boolean unauthorized = status == 401 || status == 403;
            link.end(
                    unauthorized,
                    unauthorized
                            ? "The server does not accept this session any more. Sign in again."
                            : "The server answered with status " + status + ".");
        } else {
            link.end(false, "The server cannot be reached.");
        }
    }
}
