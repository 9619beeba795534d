package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/// The network between a client and the server: a TCP proxy that can be a tunnel, a hole, or forgetful.
///
/// It reads the frames that pass towards the client, so that single ones can be lost. On threads of its own, so that a
/// busy client in the same process does not look like a slow network.
public final class CutProxy implements AutoCloseable {
    /// What happens to connections, old and new.
    public enum Mode {
        OPEN,
        /// Existing connections are reset, new ones at once.
        CUT,
        /// Connections stay, nothing arrives: what a phone sees in a tunnel.
        BLACK_HOLE
    }

    private static final int MAX_HEAD = 8_192;

    private final ServerSocket listener;
    private final IntSupplier target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.OPEN;
    private volatile Predicate<String> dropped = frame -> false;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private CutProxy(IntSupplier target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon(true).start(this::accept);
    }

    public static CutProxy before(ServerProcess server) {
        try {
            return new CutProxy(server::port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public void cut() {
        mode = Mode.CUT;
        resetAll();
    }

    public void blackHole() {
        mode = Mode.BLACK_HOLE;
    }

    /// Connections that hung in a black hole are reset: whatever they had swallowed is gone for good.
    public void open() {
        if (mode == Mode.BLACK_HOLE) {
            resetAll();
        }
        mode = Mode.OPEN;
    }

    /// Existing connections die; new ones are welcome.
    public void resetAll() {
        sockets.forEach(CutProxy::reset);
    }

    /// Frames towards the client whose JSON fits are lost; the connection does not notice.
    public void drop(Predicate<String> frames) {
        dropped = frames;
    }

    public void dropNothing() {
        dropped = frame -> false;
    }

    /// Towards the client.
    public void slowTo(long newBytesPerSecond) {
        bytesPerSecond = newBytesPerSecond;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (mode == Mode.CUT) {
                    reset(client);
                } else {
                    Thread.ofPlatform().daemon(true).start(() -> serve(client));
                }
            } catch (IOException e) {
                if (listener.isClosed()) {
                    return;
                }
            }
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), target.getAsInt())) {
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            if (mode == Mode.CUT) {
                return;
            }
            var up = Thread.ofPlatform().daemon(true).start(() -> pumpUp(client, server));
            pumpDown(server, client);
            reset(client);
            up.join();
            sockets.remove(server);
        } catch (IOException e) {
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private void pumpUp(Socket client, Socket server) {
        byte[] buffer = new byte[16_384];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (mode == Mode.OPEN) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // One side is gone, so the other goes too: below.
            reset(client);
        }
        reset(server);
    }

    private void pumpDown(Socket server, Socket client) {
        try {
            var in = new DataInputStream(new BufferedInputStream(server.getInputStream(), 65_536));
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[16_384];
            while (true) {
                if (startsUpgraded(in)) {
                    pumpFrames(in, out);
                    return;
                }
                int n = in.read(buffer);
                if (n < 0) {
                    return;
                }
                pass(out, buffer, n);
            }
        } catch (IOException e) {
            // The caller closes both sides whatever happened.
            return;
        }
    }

    /// Whether a WebSocket begins here; an upgrade to HTTP/2 is none.
    private static boolean startsUpgraded(DataInputStream in) throws IOException {
        if (!comesNext(in, "HTTP/1.1 101")) {
            return false;
        }
        in.mark(MAX_HEAD);
        var head = new StringBuilder();
        while (head.length() < MAX_HEAD && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        in.reset();
        return head.toString().toLowerCase(Locale.ROOT).contains("upgrade: websocket");
    }

    private static boolean comesNext(DataInputStream in, String text) throws IOException {
        in.mark(text.length());
        boolean same = true;
        for (int i = 0; i < text.length() && same; i++) {
            same = in.read() == text.charAt(i);
        }
        in.reset();
        return same;
    }

    private void pumpFrames(DataInputStream in, OutputStream out) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int c = in.readUnsignedByte();
            out.write(c);
            newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        }
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            var head = new java.io.ByteArrayOutputStream(10);
            head.write(first);
            head.write(second);
            long length = second & 0x7f;
            int extra = length == 126 ? 2 : length == 127 ? 8 : 0;
            if (extra > 0) {
                length = 0;
                for (int i = 0; i < extra; i++) {
                    int b = in.readUnsignedByte();
                    head.write(b);
                    length = length << 8 | b;
                }
            }
            byte[] payload = in.readNBytes((int) length);
            boolean text = (first & 0xf) == 1;
            if (!text || !dropped.test(new String(payload, UTF_8))) {
                head.writeBytes(payload);
                pass(out, head.toByteArray(), head.size());
            }
        }
    }

    private void pass(OutputStream out, byte[] bytes, int length) throws IOException {
        if (mode != Mode.OPEN) {
            return;
        }
        long speed = bytesPerSecond;
        if (speed != Long.MAX_VALUE) {
            java.util.concurrent.locks.LockSupport.parkNanos(length * 1_000_000_000L / speed);
        }
        out.write(bytes, 0, length);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (SocketException e) {
            // Closed already.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        mode = Mode.CUT;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        resetAll();
    }
}
