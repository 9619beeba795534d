package dev.godwit.server.gateway;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// A connection on a WebSocket (RFC 6455): last in its channel's pipeline, on the channel's event loop.
final class WebSocketWire extends SimpleChannelInboundHandler<WebSocketFrame> implements Wire {
    private static final System.Logger LOG = System.getLogger(WebSocketWire.class.getName());
    private static final long GOODBYE_MILLIS = 2_000;

    private static final byte[] NO_TEXT = {};

    private final Channel channel;
    private final Connection connection;
    private final AtomicBoolean flushQueued = new AtomicBoolean();

    WebSocketWire(Channel channel, Function<Wire, Connection> open) {
        this.channel = channel;
        this.connection = open.apply(this);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (connection.isClosed()) {
            return;
        }
        connection.heard();
        switch (frame) {
            case TextWebSocketFrame text -> connection.frame(ByteBufUtil.getBytes(text.content()));
            case PingWebSocketFrame ping -> pong(ping.content());
            case CloseWebSocketFrame close -> connection.close(WebSocketCloseStatus.NORMAL_CLOSURE, "");
            // Where text should be there is none: refused as one empty text, when its turn comes.
            case BinaryWebSocketFrame binary -> connection.frame(NO_TEXT);
            default -> {
                // Pongs need no answer; continuations were put together further up.
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.writabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.gone();
    }

    /// Broken framing: said as well as it still can be, then the connection ends.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (connection.isClosed()) {
            return;
        }
        var violation = cause instanceof CorruptedWebSocketFrameException corrupted
                ? corrupted.closeStatus()
                : WebSocketCloseStatus.PROTOCOL_ERROR;
        if (cause instanceof TooLongFrameException || violation.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            connection.refuse(
                    Code.TOO_LARGE,
                    "A frame is over " + Limits.MAX_FRAME + " bytes.",
                    WebSocketCloseStatus.MESSAGE_TOO_BIG);
        } else if (violation.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)) {
            connection.refuse(Code.BAD_FRAME, "A frame is not valid UTF-8.", violation);
        } else if (cause instanceof CorruptedWebSocketFrameException) {
            connection.refuse(Code.BAD_FRAME, "These bytes are not WebSocket frames (RFC 6455).", violation);
        } else {
            LOG.log(System.Logger.Level.DEBUG, "connection ends", cause);
            var _ = context.close();
        }
    }

    @Override
    public void write(byte[] frame) {
        write(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
    }

    private void write(WebSocketFrame frame) {
        var _ = channel.write(frame, channel.voidPromise());
        // Whatever is written until the event loop comes round leaves in one system call. Two rounds: a write
        // that found a flush queued may stand behind that flush in the loop's queue, but always before the
        // second one.
        if (flushQueued.compareAndSet(false, true)) {
            execute(() -> {
                flushQueued.set(false);
                execute(channel::flush);
            });
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void setReading(boolean reading) {
        if (channel.config().isAutoRead() != reading) {
            channel.config().setAutoRead(reading);
        }
    }

    @Override
    public void ping() {
        var _ = channel.writeAndFlush(new PingWebSocketFrame(), channel.voidPromise());
    }

    /// A peer that asks and does not read gets no more answers than it has room for: nothing else bounds them.
    private void pong(ByteBuf content) {
        if (channel.isWritable()) {
            write(new PongWebSocketFrame(content.retain()));
        }
    }

    /// Ends the connection once the peer has said goodbye too, or after two seconds. What the peer is still
    /// writing is read and thrown away: a socket closed over unread bytes is reset, and the peer would lose the
    /// frames that tell it why (RFC 6455, section 7.1.1).
    @Override
    public void close(WebSocketCloseStatus status, String reason) {
        setReading(true);
        var _ = channel.writeAndFlush(new CloseWebSocketFrame(status, reason))
                .addListener((ChannelFutureListener) written -> finishWriting());
        // A peer that does not read never takes the close frame either.
        schedule(this::hangUp, GOODBYE_MILLIS);
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

    @Override
    public void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException stopped) {
            hangUp();
        }
    }

    @Override
    public void schedule(Runnable task, long millis) {
        try {
            var _ = channel.eventLoop().schedule(task, Math.max(1, millis), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            hangUp();
        }
    }
}
