package dev.godwit.server.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.server.app.Core;
import dev.godwit.server.gateway.Authenticator.Identified;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.store.memory.MemoryStore;
import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is left of the HTTP server on a connection that has become a session. A new version of Vert.x that
/// names or adds handlers differently is to be noticed here, not by the memory of a thousand idle sessions.
class TakeoverTest {
    /// And Netty's own tail.
    private static final List<String> OWN_HANDLERS =
            List.of("ws-decoder", "ws-encoder", "ws-whole", "ws-utf8", "session");

    private static final String UPGRADE = "GET /v1/connect HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /// @param taken the channel of whoever came in
    private HttpServer listen(CompletableFuture<Channel> taken) throws Exception {
        // As the server's own listener: with HTTP/2 allowed, a handler for it would stay in every session.
        var options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options)
                .requestHandler(request -> {
                    var channel = new CompletableFuture<Channel>();
                    Takeover.take(request, opened -> {
                                channel.complete(opened);
                                var gateway = gateway(new Nobody(), System::nanoTime);
                                return new WebSocketWire(opened, wire -> gateway.open(wire, Optional.empty()));
                            })
                            .onSuccess(session -> taken.complete(channel.join()))
                            .onFailure(taken::completeExceptionally);
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    @Timeout(30)
    void onlyOurOwnHandlersAreLeftInThePipeline() throws Exception {
        var taken = new CompletableFuture<Channel>();
        HttpServer server = listen(taken);
        var client = HttpClient.newHttpClient();
        try {
            var socket = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.actualPort() + "/v1/connect"),
                            new WebSocket.Listener() {})
                    .get(10, TimeUnit.SECONDS);
            assertEquals(OWN_HANDLERS, handlers(taken));
            socket.abort();
        } finally {
            client.shutdownNow();
        }
    }

    private static List<String> handlers(CompletableFuture<Channel> taken) throws Exception {
        var names = taken.get(10, TimeUnit.SECONDS).pipeline().names();
        return names.subList(0, names.size() - 1);
    }

    @Test
    @Timeout(30)
    void framesRightBehindTheUpgradeRequestAreTakenToo() throws Exception {
        var taken = new CompletableFuture<Channel>();
        HttpServer server = listen(taken);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.setSoTimeout(10_000);
            byte[] hello = "{\"t\":\"hello\",\"version\":1,\"token\":\"nobody's\"}".getBytes(US_ASCII);
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes((UPGRADE + "\r\n\r\n").getBytes(US_ASCII));
            // A mask of zeros leaves the text as it is.
            bytes.writeBytes(new byte[] {(byte) 0x81, (byte) (0x80 | hello.length), 0, 0, 0, 0});
            bytes.writeBytes(hello);
            socket.getOutputStream().write(bytes.toByteArray());
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 101 ") && answer.contains("\"unauthorized\""), answer);
        }
    }

    static Gateway gateway(Authenticator authenticator, LongSupplier nanoTime) {
        var store = new MemoryStore("epoch");
        var core = new Core(
                new Core.Stores(store.log(), store.cursors(), store.lastSeen()),
                new Core.Owners(List.of(Runnable::run), Runnable::run, Runnable::run),
                new Core.Time(InstantSource.system(), nanoTime, (millis, task) -> () -> {}),
                new Random(),
                user -> CompletableFuture.completedStage(true),
                new Core.Rules(false, GatewayLimits.DEFAULT, LogLimits.DEFAULT));
        return core.gateway(authenticator, request -> new Doorkeeper.Admission.ForeignOrigin());
    }

    private static final class Nobody implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            return CompletableFuture.completedStage(Optional.empty());
        }

        @Override
        public void used(Identified who) {}

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }
    }
}
