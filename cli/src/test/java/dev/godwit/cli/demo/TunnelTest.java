package dev.godwit.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TunnelTest {
    private static final int BOUND_MILLIS = (int) Duration.ofSeconds(10).toMillis();

    private final ServerSocket echo = listening();
    private final Tunnel tunnel = before(echo);

    @BeforeEach
    void echoEverything() {
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try (var client = echo.accept()) {
                    client.getInputStream().transferTo(client.getOutputStream());
                } catch (IOException e) {
                    // The next one.
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        tunnel.close();
        echo.close();
    }

    @Test
    void bytesPassWhileItIsOpen() throws IOException {
        try (var client = connect()) {
            assertEquals(65, sayA(client));
        }
    }

    @Test
    void cuttingItEndsConnectionsAndRefusesNewOnesUntilItIsOpenAgain() throws IOException {
        try (var client = connect()) {
            assertEquals(65, sayA(client));
            tunnel.cut();
            assertDead(client);
        }
        try (var refused = connect()) {
            assertDead(refused);
        } catch (IOException e) {
            // Reset before it was used: refused as well.
        }
        tunnel.reopen();
        try (var client = connect()) {
            assertEquals(65, sayA(client));
        }
    }

    private static void assertDead(Socket client) {
        assertThrows(IOException.class, () -> {
            if (sayA(client) < 0) {
                throw new IOException("ended");
            }
        });
    }

    private static int sayA(Socket client) throws IOException {
        client.getOutputStream().write(65);
        return client.getInputStream().read();
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.setSoTimeout(BOUND_MILLIS);
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(),
                        URI.create(tunnel.address()).getPort()),
                BOUND_MILLIS);
        return socket;
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Tunnel before(ServerSocket server) {
        try {
            return Tunnel.to(server.getLocalPort());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
