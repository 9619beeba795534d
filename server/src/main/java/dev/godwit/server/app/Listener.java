package dev.godwit.server.app;

import dev.godwit.server.http.HttpApi;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The one public port.
final class Listener implements AutoCloseable {
    private static final long SWEEP_MILLIS = 5_000;
    private static final long CLOSE_SECONDS = 5;

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setPreferNativeTransport(true)
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(2)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(
                    new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));

    int listen(ServerConfig config, HttpApi api, Runnable sweep) throws StartException {
        var options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setReuseAddress(true)
                .setTcpNoDelay(true)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true);
        var server = vertx.createHttpServer(options)
                .connectionHandler(connection -> Patience.on(connection, Patience.Limits.USUAL))
                .requestHandler(api.router(vertx));
        try {
            server.listen().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new StartException(
                    "Cannot listen on " + config.host() + ":" + config.port() + " (" + reason(e.getCause())
                            + "). Choose another address with --host and --port, or stop whatever listens there.",
                    e);
        }
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep.run());
        return server.actualPort();
    }

    private static String reason(@Nullable Throwable cause) {
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : String.valueOf(cause);
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the network did not close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
