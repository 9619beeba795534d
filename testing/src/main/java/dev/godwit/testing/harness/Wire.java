package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// One connection that speaks the protocol by hand: tests see every frame as it came and send what they like.
///
/// Frames wait in order until a test asks for them; [#await] takes the first that fits and leaves the others.
public final class Wire implements AutoCloseable {
    public static final Duration BOUND = Duration.ofSeconds(15);

    private final WebSocketStream stream;
    private final Predicate<ServerFrame> listener;
    private final Deque<ServerFrame> frames = new ArrayDeque<>();
    private final Thread reader;
    private boolean paused;
    private boolean closed;
    private volatile int closeCode = -1;

    private Wire(WebSocketStream stream, Predicate<ServerFrame> listener, boolean paused) {
        this.stream = stream;
        this.listener = listener;
        this.paused = paused;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /// Connected, nothing said yet.
    public static Wire connect(int port) {
        return connect(port, Map.of());
    }

    public static Wire connect(int port, Map<String, String> headers) {
        return connect(port, headers, frame -> false);
    }

    /// @param listener sees every frame first, on the reader's thread; what it answers with `true` is not kept
    public static Wire connect(int port, Map<String, String> headers, Predicate<ServerFrame> listener) {
        try {
            var stream = WebSocketStream.open(port, headers, 0);
            if (!stream.isUpgraded()) {
                stream.close();
                throw new IOException("refused: " + stream.status());
            }
            return new Wire(stream, listener, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The status line that an upgrade with these headers gets.
    public static String upgradeStatus(int port, Map<String, String> headers) {
        try (var stream = WebSocketStream.open(port, headers, 0)) {
            return stream.status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Signed in and up to date.
    public static Wire open(int port, String token) {
        var wire = connect(port);
        wire.hello(token);
        wire.await(ServerFrame.Current.class);
        return wire;
    }

    /// Says hello and then never reads; its kernel buffer is as small as it gets.
    public static Wire deaf(int port, String token) {
        try {
            var stream = WebSocketStream.open(port, Map.of(), 4_096);
            var wire = new Wire(stream, frame -> false, true);
            wire.hello(token);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ClientFrame.Hello helloFrame(String token) {
        return new ClientFrame.Hello(
                Limits.VERSION,
                Optional.of(token),
                "godwit-testing",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public void hello(String token) {
        send(helloFrame(token));
    }

    public void send(ClientFrame frame) {
        sendBytes(ClientFrameCodec.write(frame));
    }

    public void sendText(String text) {
        sendBytes(text.getBytes(UTF_8));
    }

    /// One text message with these bytes, valid or not.
    public void sendBytes(byte[] payload) {
        try {
            stream.write(WebSocketStream.TEXT, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void sendBinary(byte[] payload) {
        try {
            stream.write(WebSocketStream.BINARY, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes on the TCP connection, below the framing.
    public void sendRaw(byte[] bytes) {
        try {
            stream.writeRaw(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            while (true) {
                synchronized (this) {
                    while (paused && !closed) {
                        wait();
                    }
                }
                var message = stream.read();
                switch (message.opcode()) {
                    case WebSocketStream.PING -> stream.write(WebSocketStream.PONG, message.payload());
                    case WebSocketStream.TEXT -> accept(ServerFrameCodec.read(message.payload()));
                    case WebSocketStream.CLOSE -> noteClose(message.payload());
                    default -> {}
                }
            }
        } catch (IOException e) {
            noteGone();
        } catch (BadFrameException e) {
            noteGone();
            throw new AssertionError("the server sent what is no frame", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            noteGone();
        }
    }

    private void accept(ServerFrame frame) {
        if (listener.test(frame)) {
            return;
        }
        synchronized (this) {
            frames.addLast(frame);
            notifyAll();
        }
    }

    private synchronized void noteClose(byte[] payload) {
        closeCode = payload.length < 2 ? 1_005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
        notifyAll();
    }

    private synchronized void noteGone() {
        closed = true;
        notifyAll();
    }

    public <T extends ServerFrame> T await(Class<T> type) {
        return await(type, frame -> true);
    }

    public <T extends ServerFrame> T await(Class<T> type, Predicate<T> wanted) {
        return await(type, wanted, BOUND);
    }

    public <T extends ServerFrame> T await(Class<T> type, Predicate<T> wanted, Duration bound) {
        var found = new ArrayList<T>(1);
        waitUntil(
                System.nanoTime() + bound.toNanos(),
                () -> {
                    take(type, wanted).ifPresent(found::add);
                    return !found.isEmpty() || closed;
                },
                () -> type.getSimpleName() + " did not come; there are " + briefly());
        if (found.isEmpty()) {
            throw new AssertionError("The connection closed (" + closeCode + ") before " + type.getSimpleName()
                    + " came; there are " + briefly());
        }
        return found.getFirst();
    }

    private synchronized String briefly() {
        var others = frames.stream()
                .filter(frame -> !(frame instanceof ServerFrame.Pushed))
                .toList()
                .toString();
        return frames.size() + " frames, besides pushes: " + others.substring(Math.max(0, others.length() - 2_000))
                + (closed ? " (closed)" : "");
    }

    /// The first that fits, if it is here already.
    public synchronized <T extends ServerFrame> Optional<T> take(Class<T> type, Predicate<T> wanted) {
        for (Iterator<ServerFrame> each = frames.iterator(); each.hasNext(); ) {
            ServerFrame frame = each.next();
            if (type.isInstance(frame) && wanted.test(type.cast(frame))) {
                each.remove();
                return Optional.of(type.cast(frame));
            }
        }
        return Optional.empty();
    }

    /// Waits until the server has closed the connection; answers with the WebSocket close code, -1 if there was none.
    public int awaitClosed() {
        long end = System.nanoTime() + BOUND.toNanos();
        waitUntil(end, () -> closed, () -> "the connection is still open; there are " + briefly());
        return closeCode;
    }

    private synchronized void waitUntil(long end, BooleanSupplier condition, Supplier<String> complaint) {
        try {
            while (!condition.getAsBoolean()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(complaint.get());
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /// Frames that nobody has asked for, in the order in which they came.
    public synchronized List<ServerFrame> waiting() {
        return new ArrayList<>(frames);
    }

    public synchronized void pauseReading() {
        paused = true;
    }

    public synchronized void resumeReading() {
        paused = false;
        notifyAll();
    }

    @Override
    public void close() {
        hangUp();
    }

    /// Without a word, and whatever is under way.
    public void hangUp() {
        stream.close();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            reader.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
