package dev.godwit.server.gateway;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.server.delivery.EncodedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The sending side of one connection. Answers are always queued (the window bounds them); pushes only while the socket
/// takes them, otherwise the client is told that it is behind once it reads again.
final class Outbound {
    private static final byte[] BEHIND = ServerFrameCodec.write(new ServerFrame.Behind());

    private final Channel channel;
    private final LongSupplier nanoTime;
    private final AtomicBoolean flushQueued = new AtomicBoolean();
    private volatile boolean behind;
    private volatile boolean ended;
    private @Nullable Runnable waiting;
    private long unwritableSince;

    /// @param nanoTime the gateway's clock, by which it also asks [#isStuck]
    Outbound(Channel channel, LongSupplier nanoTime) {
        this.channel = channel;
        this.nanoTime = nanoTime;
    }

    void write(ServerFrame frame) {
        write(ServerFrameCodec.write(frame));
    }

    /// Writes it if there is room; of something of the moment nobody is told that it was dropped.
    boolean offer(EncodedFrame frame) {
        boolean room = channel.isWritable() && !behind;
        if (room) {
            write(frame.bytes());
        }
        return room;
    }

    void push(EncodedFrame frame) {
        if (offer(frame)) {
            return;
        }
        behind = true;
        if (channel.isWritable()) {
            onEventLoop(this::writabilityChanged);
        }
    }

    private void write(byte[] bytes) {
        if (ended) {
            return;
        }
        var _ = channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes)), channel.voidPromise());
        // Whatever is written until the event loop comes round leaves in one system call. Two rounds: a write
        // that found a flush queued may stand behind that flush in the loop's queue, but always before the
        // second one.
        if (flushQueued.compareAndSet(false, true)) {
            onEventLoop(() -> {
                flushQueued.set(false);
                onEventLoop(channel::flush);
            });
        }
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /// Runs `next` on the event loop once the socket takes more; one at a time.
    void whenWritable(Runnable next) {
        onEventLoop(() -> {
            if (ended) {
                return;
            }
            if (channel.isWritable()) {
                next.run();
            } else {
                waiting = next;
            }
        });
    }

    /// To be called on the event loop.
    void writabilityChanged() {
        if (!channel.isWritable()) {
            unwritableSince = nanoTime.getAsLong();
            return;
        }
        unwritableSince = 0;
        if (behind) {
            behind = false;
            write(BEHIND);
        }
        if (waiting != null) {
            var next = waiting;
            waiting = null;
            next.run();
        }
    }

    boolean isStuck(long now, Duration limit) {
        return unwritableSince != 0 && now - unwritableSince > limit.toNanos();
    }

    void setReading(boolean reading) {
        if (channel.config().isAutoRead() != reading) {
            channel.config().setAutoRead(reading);
        }
    }

    void ping() {
        var _ = channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }

    void pong(ByteBuf content) {
        var _ = channel.writeAndFlush(new PongWebSocketFrame(content), channel.voidPromise());
    }

    /// Says goodbye, and ends the connection once the peer has, or after two seconds. What the peer is still
    /// writing is read and thrown away: a socket closed over unread bytes is reset, and the peer would lose the
    /// frames that tell it why (RFC 6455, section 7.1.1).
    void close(WebSocketCloseStatus status, String reason) {
        setReading(true);
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(status, reason))
                .addListener((ChannelFutureListener) written -> finishWriting());
        // A peer that does not read never takes the close frame either.
        schedule(this::hangUp, 2_000);
    }

    private void finishWriting() {
        boolean isPlain = channel.pipeline().get(SslHandler.class) == null;
        if (isPlain && channel instanceof DuplexChannel duplex && channel.isActive()) {
            var _ = duplex.shutdownOutput();
        } else {
            hangUp();
        }
    }

    private void hangUp() {
        var _ = channel.close();
    }

    void closed() {
        ended = true;
        waiting = null;
    }

    void schedule(Runnable task, long millis) {
        try {
            var _ = channel.eventLoop().schedule(task, Math.max(1, millis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            hangUp();
        }
    }

    void onEventLoop(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException stopped) {
            hangUp();
        }
    }
}
