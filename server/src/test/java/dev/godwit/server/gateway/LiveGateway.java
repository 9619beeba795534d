package dev.godwit.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.app.Core;
import dev.godwit.server.gateway.Authenticator.Identified;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.store.memory.MemoryStore;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A gateway on a real socket over a store in memory, with presence on an executor of the test's choice.
/// The token is the user's id.
final class LiveGateway implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService shard = Executors.newSingleThreadExecutor();
    private final ExecutorService owner = Executors.newSingleThreadExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final MemoryStore store = new MemoryStore("epoch");
    final Gateway gateway;
    private final HttpServer server;

    LiveGateway(Executor presence) throws Exception {
        var core = new Core(
                new Core.Stores(store.log(), store.cursors(), store.lastSeen()),
                new Core.Owners(List.of(shard), owner, presence),
                new Core.Time(InstantSource.system(), System::nanoTime, (millis, task) -> {
                    long id = vertx.setTimer(Math.max(1, millis), timer -> task.run());
                    return () -> vertx.cancelTimer(id);
                }),
                new Random(),
                user -> CompletableFuture.completedStage(true),
                new Core.Rules(false, GatewayLimits.DEFAULT, LogLimits.DEFAULT));
        gateway = core.gateway(new ByUserId(), request -> new Doorkeeper.Admission.Admitted(Optional.empty()));
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(request -> gateway.connect(request))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private static final class ByUserId implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            var user = new UserId(token);
            return CompletableFuture.completedStage(
                    Optional.of(new Identified(user, new DeviceId("v" + token.substring(1)), token)));
        }

        @Override
        public void used(Identified who) {}

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }
    }

    Caller connect(UserId user) throws Exception {
        var caller = new Caller();
        caller.socket.complete(client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + server.actualPort() + "/v1/connect"), caller)
                .get(10, TimeUnit.SECONDS));
        caller.send(new ClientFrame.Hello(
                1, Optional.of(user.value()), "test", Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
        return caller;
    }

    /// A client's end of a connection.
    static final class Caller implements WebSocket.Listener {
        private final BlockingQueue<ServerFrame> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    heard.add(ServerFrameCodec.read(text.toString().getBytes(UTF_8)));
                } catch (BadFrameException e) {
                    throw new AssertionError(e);
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(last);
        }

        void send(ClientFrame frame) {
            socket.join()
                    .sendText(new String(ClientFrameCodec.write(frame), UTF_8), true)
                    .join();
        }

        /// The first of this type that fits; others are passed over.
        <T extends ServerFrame> T await(Class<T> type, Predicate<T> wanted) throws InterruptedException {
            for (var frame = heard.poll(15, TimeUnit.SECONDS);
                    frame != null;
                    frame = heard.poll(15, TimeUnit.SECONDS)) {
                if (type.isInstance(frame) && wanted.test(type.cast(frame))) {
                    return type.cast(frame);
                }
            }
            throw new AssertionError("no " + type.getSimpleName() + " came");
        }

        List<ServerFrame> heardSoFar() {
            return List.copyOf(heard);
        }

        void hangUp() {
            socket.join().abort();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        shard.shutdownNow();
        owner.shutdownNow();
        store.log().close();
    }
}
