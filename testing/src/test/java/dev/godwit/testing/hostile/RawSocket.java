package dev.godwit.testing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// A TCP connection to the server below everything, on which any bytes can be said. All waits are bounded.
final class RawSocket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final Socket socket;

    RawSocket(int port) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void write(String text) throws IOException {
        write(text.getBytes(ISO_8859_1));
    }

    static String upgrade(int port) {
        return "GET /v1/connect HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
    }

    /// Up to the empty line behind a head, or what there was of it.
    String readHead() throws IOException {
        var head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.length() < 16_384 && !head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /// What the server says until it hangs up, or `bytes` of it.
    ///
    /// @return whether it hung up
    boolean drain(int bytes) throws IOException {
        byte[] buffer = new byte[8_192];
        int left = bytes;
        while (left > 0) {
            int read = socket.getInputStream().read(buffer, 0, Math.min(left, buffer.length));
            if (read < 0) {
                return true;
            }
            left -= read;
        }
        return false;
    }

    /// Reads what comes within that time and throws it away.
    void listen(int millis) throws IOException {
        socket.setSoTimeout(Math.max(1, millis));
        try {
            drain(1 << 20);
        } catch (SocketTimeoutException quiet) {
            // That long it was to listen.
            return;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /// What an HTTP response says in all, by its Content-Length.
    String readResponse() throws IOException {
        String head = readHead();
        var length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(head);
        int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(socket.getInputStream().readNBytes(Math.min(size, 1 << 22)), ISO_8859_1);
    }

    /// A WebSocket frame (RFC 6455, 5.2) as it should be: with a mask, final, its length the shortest.
    static byte[] frame(int firstByte, byte[] payload, RandomGenerator random) {
        var out = new ByteArrayOutputStream(payload.length + 14);
        out.write(firstByte);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] mask = new byte[4];
        random.nextBytes(mask);
        out.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ mask[i & 3]);
        }
        return out.toByteArray();
    }

    static byte[] text(byte[] payload, RandomGenerator random) {
        return frame(0x81, payload, random);
    }

    /// Whatever is under way then fails.
    void closeIn(long millis) {
        Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /// Resets the connection instead of ending it.
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    void finishWriting() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
