package dev.godwit.server.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.net.NetSocketInternal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int SO_TIMEOUT = 30_000;
    private static final int LARGE = 64 << 20;

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Channel> upgraded = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Socket connect(Duration head, Duration body, Duration answer) throws Exception {
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(connection -> Patience.on(connection, new Patience.Limits(head, body, answer)))
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(SO_TIMEOUT);
        return socket;
    }

    private void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/late" ->
                vertx.setTimer(
                        5 * SHORT.toMillis() / 2, timer -> request.response().end("late"));
            case "/large" -> request.response().end(Buffer.buffer(new byte[LARGE]));
            case "/upgrade" ->
                request.toNetSocket().onSuccess(socket -> {
                    upgraded.complete(
                            ((NetSocketInternal) socket).channelHandlerContext().channel());
                    socket.handler(socket::write);
                });
            default -> request.endHandler(end -> request.response().end("here"));
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String read(Socket socket, String upTo) throws IOException {
        var read = new StringBuilder();
        while (read.indexOf(upTo) < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    /// Says a little now and then, for as long as anybody listens.
    private static void trickle(Socket socket, String bit) throws InterruptedException {
        long begin = System.nanoTime();
        try {
            while (true) {
                send(socket, bit);
                Thread.sleep(20);
                assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(30), "nobody hangs up");
            }
        } catch (IOException e) {
            // That it was cut off is what was wanted.
        }
    }

    private static void assertEnded(Socket socket) throws IOException {
        assertEquals(-1, socket.getInputStream().read());
    }

    @Test
    void whoSaysNothingIsNotWaitedFor() throws Exception {
        try (Socket socket = connect(SHORT, LONG, LONG)) {
            assertEnded(socket);
        }
    }

    @Test
    void headThatComesByteByByteIsNotWaitedFor() throws Exception {
        try (Socket socket = connect(SHORT, LONG, LONG)) {
            send(socket, "GET / HTTP/1.1\r\nX-Slow: ");
            trickle(socket, "s");
        }
    }

    @Test
    void bodyThatComesByteByByteIsNotWaitedFor() throws Exception {
        try (Socket socket = connect(LONG, SHORT, LONG)) {
            send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
            trickle(socket, "s");
        }
    }

    @Test
    void whoDoesNotReadTheAnswerIsNotWaitedFor() throws Exception {
        try (Socket socket = connect(LONG, LONG, SHORT)) {
            send(socket, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
            Thread.sleep(3 * SHORT.toMillis());
            long read = 0;
            try {
                for (long more = 1; more > 0; read += Math.max(more, 0)) {
                    more = socket.getInputStream().skip(1 << 20);
                }
            } catch (IOException e) {
                // Reset: there was more to come.
            }
            assertTrue(read < LARGE, "read " + read);
        }
    }

    @Test
    void answerMayTakeLongerThanAQuestion() throws Exception {
        try (Socket socket = connect(SHORT, SHORT, LONG)) {
            send(socket, "GET /late HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(read(socket, "late").startsWith("HTTP/1.1 200"));
            assertEnded(socket);
        }
    }

    @Test
    void nextQuestionMayTakeAsLongAsTheFirst() throws Exception {
        try (Socket socket = connect(SHORT.multipliedBy(4), LONG, LONG)) {
            for (int i = 0; i < 4; i++) {
                send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n");
                read(socket, "here");
                read(socket, "here");
                Thread.sleep(5 * SHORT.toMillis() / 4);
            }
            assertEnded(socket);
        }
    }

    @Test
    void whatBecomesAWebSocketIsLeftAlone() throws Exception {
        try (Socket socket = connect(SHORT, SHORT, SHORT)) {
            send(socket, "GET /upgrade HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
            read(socket, "\r\n\r\n");
            Channel channel = upgraded.get(10, TimeUnit.SECONDS);
            assertFalse(channel.pipeline().names().contains("patience"));
            Thread.sleep(3 * SHORT.toMillis());
            send(socket, "hello");
            assertEquals("hello", read(socket, "hello"));
        }
    }
}
