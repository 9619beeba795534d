package dev.godwit.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Bob's way to the server: a TCP proxy that can be cut. While it is cut, connections die and new ones are refused.
final class Tunnel implements AutoCloseable {
    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    private Tunnel(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    static Tunnel to(int port) throws IOException {
        var listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var tunnel = new Tunnel(listener, port);
        Thread.ofVirtual().start(tunnel::accept);
        return tunnel;
    }

    String address() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    void cut() {
        open = false;
        sockets.forEach(Tunnel::reset);
    }

    void reopen() {
        open = true;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that was gone again at once.
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        var server = new Socket();
        sockets.add(server);
        try {
            if (open) {
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                var back = Thread.ofVirtual().start(() -> pump(server, client));
                pump(client, server);
                back.join();
            }
        } catch (IOException e) {
            // No server at the other end; the client finds out below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(client);
            reset(server);
            sockets.remove(client);
            sockets.remove(server);
        }
    }

    private void pump(Socket from, Socket to) {
        var buffer = new byte[16_384];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0 && open; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // Cut, or one of the two has gone.
        }
        reset(from);
        reset(to);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // Gone already.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listener.close();
    }
}
