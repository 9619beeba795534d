package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A WebSocket (RFC 6455) on a bare socket, so that tests can also say what no decent library would.
final class WebSocketStream implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    static final class Message {
        private final int opcode;
        private final byte[] payload;

        private Message(int opcode, byte[] payload) {
            this.opcode = opcode;
            this.payload = payload;
        }

        int opcode() {
            return opcode;
        }

        byte[] payload() {
            return payload;
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final String status;

    private WebSocketStream(Socket socket, DataInputStream in, String status) {
        this.socket = socket;
        this.in = in;
        this.status = status;
    }

    /// @param receiveBuffer bytes, or 0 for the system's own choice
    static WebSocketStream open(int port, Map<String, String> headers, int receiveBuffer) throws IOException {
        var socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
            socket.setSoTimeout(20_000);
            var request = new StringBuilder("GET /v1/connect HTTP/1.1\r\n")
                    .append("Host: 127.0.0.1:" + port + "\r\n")
                    .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
                    .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
            headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write(request.append("\r\n").toString().getBytes(US_ASCII));
            var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1_024));
            List<String> response = readHead(in);
            socket.setSoTimeout(0);
            return new WebSocketStream(socket, in, response.getFirst());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static List<String> readHead(DataInputStream in) throws IOException {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("closed during the handshake after " + lines + line);
            } else if (c == '\n') {
                if (line.isEmpty()) {
                    return lines;
                }
                lines.add(line.toString());
                line.setLength(0);
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
    }

    /// Such as `HTTP/1.1 101 Switching Protocols`.
    String status() {
        return status;
    }

    boolean isUpgraded() {
        return status.contains(" 101 ");
    }

    void write(int opcode, byte[] payload) throws IOException {
        writeRaw(frame(true, opcode, payload));
    }

    /// Bytes as they are, whatever a server makes of them.
    synchronized void writeRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /// The frame as a client must send it: masked (with zeros, so that the payload is readable in traces).
    static byte[] frame(boolean last, int opcode, byte[] payload) {
        var out = new ByteArrayOutputStream(payload.length + 14);
        out.write((last ? 0x80 : 0) | opcode);
        int length = payload.length;
        if (length < 126) {
            out.write(0x80 | length);
        } else if (length < 65_536) {
            out.write(0x80 | 126);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(0x80 | 127);
            out.writeBytes(new byte[4]);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(length >> shift);
            }
        }
        out.writeBytes(new byte[4]);
        out.writeBytes(payload);
        return out.toByteArray();
    }

    /// The next whole message; throws `EOFException` when the connection is gone.
    Message read() throws IOException {
        var whole = new ByteArrayOutputStream();
        int opcode = CONTINUATION;
        while (true) {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            long length = second & 0x7f;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = in.readNBytes((int) length);
            if (payload.length < length) {
                throw new EOFException("closed within a frame");
            }
            int op = first & 0xf;
            if (op >= CLOSE) {
                return new Message(op, payload);
            }
            opcode = op == CONTINUATION ? opcode : op;
            whole.writeBytes(payload);
            if ((first & 0x80) != 0) {
                return new Message(opcode, whole.toByteArray());
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket that cannot be closed", e);
        }
    }
}
