package dev.godwit.testing.torture;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;

/// Passes connections on, between ports and Unix sockets, which know no network namespaces.
final class Relay implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final Supplier<SocketAddress> target;

    private Relay(ServerSocketChannel listener, Supplier<SocketAddress> target) {
        this.listener = listener;
        this.target = target;
    }

    /// @param target asked at each connection
    static Relay from(ServerSocketChannel listener, Supplier<SocketAddress> target) {
        var relay = new Relay(listener, target);
        Thread.ofPlatform().name("relay").daemon(true).start(relay::accept);
        return relay;
    }

    static ServerSocketChannel listenAt(SocketAddress address) {
        try {
            var listener = address instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            return listener.bind(address);
        } catch (IOException e) {
            throw new BrokenRun("nobody can listen at " + address, e);
        }
    }

    static SocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    boolean isOpen() {
        return listener.isOpen();
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                SocketChannel near = listener.accept();
                Thread.ofPlatform().daemon(true).start(() -> serve(near));
            } catch (IOException e) {
                // Closed, or one connection that was gone before it was there.
                if (!listener.isOpen()) {
                    return;
                }
            }
        }
    }

    private void serve(SocketChannel near) {
        try (near;
                var far = SocketChannel.open(target.get())) {
            var up = Thread.ofPlatform().daemon(true).start(() -> pump(near, far));
            pump(far, near);
            up.join();
        } catch (IOException e) {
            // The other side is down: so is this one now.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Until one of the two is gone; then both are.
    private static void pump(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(16_384);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // Closed by the other direction, or by a peer that was killed.
            return;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new BrokenRun("a listener that cannot be closed", e);
        }
    }
}
