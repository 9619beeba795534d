package dev.godwit.client.sdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a socket that speaks RFC 6455 byte by byte.
@SuppressWarnings("NullAway.Init") // set before each test
class WebSocketTransportTest {
    private static final int CONTINUES = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int LAST = 0x80;

    private ServerSocket door;
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final Transport.Listener listener = new Transport.Listener() {
        @Override
        public void opened() {
            events.add("opened");
        }

        @Override
        public void frame(byte[] bytes) {
            events.add(new String(bytes, UTF_8));
        }

        @Override
        public void closed(boolean unauthorized, String reason) {
            events.add("closed " + unauthorized);
        }
    };

    @BeforeEach
    void listen() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    private Transport.Link connect() {
        return Transports.webSocket()
                .connect(URI.create("http://127.0.0.1:" + door.getLocalPort()), "secret", listener);
    }

    private String next() throws InterruptedException {
        String event = events.poll(20, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    /// The request, up to the empty line.
    private static String request(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var out = new ByteArrayOutputStream();
        while (!out.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            out.write(in.read());
        }
        return out.toString(ISO_8859_1);
    }

    private Socket accept() throws Exception {
        Socket socket = door.accept();
        String request = request(socket);
        assertTrue(request.startsWith("GET /v1/connect HTTP/1.1\r\n"), request);
        assertTrue(request.contains("Authorization: Bearer secret\r\n"), request);
        String key = request.replaceFirst("(?s).*Sec-WebSocket-Key: (\\S+).*", "$1");
        byte[] accept = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
        answer(
                socket,
                "101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Base64.getEncoder().encodeToString(accept));
        return socket;
    }

    private static void answer(Socket socket, String status) throws IOException {
        socket.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1));
    }

    private static void write(Socket socket, int head, byte[] payload) throws IOException {
        var frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /// One masked text message of the client.
    private static String read(DataInputStream in) throws IOException {
        assertEquals(LAST | TEXT, in.readUnsignedByte());
        int length = in.readUnsignedByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return new String(payload, UTF_8);
    }

    @Test
    void fragmentsBecomeOneFrameAlsoWhereACharacterIsCut() throws Exception {
        connect();
        try (Socket socket = accept()) {
            assertEquals("opened", next());
            byte[] text = "{\"x\":\"🐦\"}".getBytes(UTF_8);
            write(socket, TEXT, Arrays.copyOfRange(text, 0, 1));
            write(socket, CONTINUES, Arrays.copyOfRange(text, 1, 8));
            write(socket, LAST | CONTINUES, Arrays.copyOfRange(text, 8, text.length));
            assertEquals("{\"x\":\"🐦\"}", next());
        }
    }

    @Test
    void framesGoOutInTheOrderInWhichTheyWereGiven() throws Exception {
        var link = connect();
        var expected = new ArrayList<String>();
        try (Socket socket = accept()) {
            assertEquals("opened", next());
            for (int i = 0; i < 50; i++) {
                List<String> some = IntStream.range(i * 4, i * 4 + 4)
                        .mapToObj(n -> "frame " + n)
                        .toList();
                expected.addAll(some);
                link.send(some.stream().map(text -> text.getBytes(UTF_8)).toList());
            }
            var in = new DataInputStream(socket.getInputStream());
            var got = new ArrayList<String>();
            for (int i = 0; i < 200; i++) {
                got.add(read(in));
            }
            assertEquals(expected, got);
        }
        assertEquals("closed false", next());
    }

    @Test
    void frameWithoutEndIsCutOff() throws Exception {
        connect();
        try (Socket socket = accept()) {
            assertEquals("opened", next());
            byte[] piece = "x".repeat(60_000).getBytes(UTF_8);
            int head = TEXT;
            try {
                for (int sent = 0; sent <= 2 * Limits.MAX_FRAME; sent += piece.length) {
                    write(socket, head, piece);
                    head = CONTINUES;
                }
            } catch (IOException cutOff) {
                // The client has hung up before everything was written: what is expected.
                assertFalse(socket.isClosed());
            }
            assertEquals("closed false", next());
        }
    }

    @Test
    void closingIsToldOnceWhoeverDoesIt() throws Exception {
        var link = connect();
        try (Socket socket = accept()) {
            assertEquals("opened", next());
            write(socket, LAST | CLOSE, new byte[] {3, (byte) 0xe8});
            assertEquals("closed false", next());
            link.close();
            link.send(List.of("late".getBytes(UTF_8)));
        }
        assertTrue(events.isEmpty());
    }

    @Test
    void refusedSessionIsToldApartFromAServerThatIsNotThere() throws Exception {
        connect();
        try (Socket socket = door.accept()) {
            request(socket);
            answer(socket, "401 Unauthorized\r\nContent-Length: 0\r\nConnection: close");
        }
        assertEquals("closed true", next());
        door.close();
        connect();
        assertEquals("closed false", next());
    }
}
