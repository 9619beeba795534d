package dev.godwit.client.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.Limits;
import java.net.http.WebSocket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// One WebSocket. The next message is read only when the one before was taken; one message is written at a
/// time, as the JDK's client demands.
final class WebSocketLink implements Transport.Link, WebSocket.Listener {
    private final Transport.Listener listener;
    /// Guards everything below; nothing that may block is called under it.
    private final Object lock = new Object();

    private final Queue<String> waiting = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean writing;
    private boolean ended;
    /// Only the socket's reader touches it.
    private final StringBuilder message = new StringBuilder();

    WebSocketLink(Transport.Listener listener) {
        this.listener = listener;
    }

    @Override
    public void send(List<byte[]> frames) {
        synchronized (lock) {
            if (ended) {
                return;
            }
            frames.forEach(frame -> waiting.add(new String(frame, UTF_8)));
        }
        writeNext();
    }

    private void writeNext() {
        WebSocket open;
        String next;
        synchronized (lock) {
            if (ended || writing || socket == null || waiting.isEmpty()) {
                return;
            }
            writing = true;
            open = socket;
            next = waiting.remove();
        }
        var unused = open.sendText(next, true).whenComplete((done, fault) -> {
            synchronized (lock) {
                writing = false;
            }
            if (fault != null) {
                end(false, "The connection was lost.");
            } else {
                writeNext();
            }
        });
    }

    @Override
    public void close() {
        end(false, "Closed here.");
    }

    /// Whatever ends it first tells the listener.
    void end(boolean unauthorized, String reason) {
        WebSocket open;
        synchronized (lock) {
            if (ended) {
                return;
            }
            ended = true;
            waiting.clear();
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
        listener.closed(unauthorized, reason);
    }

    @Override
    public void onOpen(WebSocket opened) {
        boolean late;
        synchronized (lock) {
            socket = opened;
            late = ended;
        }
        if (late) {
            opened.abort();
            return;
        }
        listener.opened();
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (message.length() + part.length() > Limits.MAX_FRAME) {
            end(false, "The server sent a frame that is too large.");
            return null;
        }
        message.append(part);
        if (last) {
            byte[] frame = message.toString().getBytes(UTF_8);
            message.setLength(0);
            listener.frame(frame);
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        end(false, reason.isEmpty() ? "The server closed the connection." : reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable fault) {
        end(false, "The connection was lost.");
    }
}
