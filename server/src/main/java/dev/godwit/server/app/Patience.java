package dev.godwit.server.app;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long one HTTP connection may take to say something (RFC 9112, 9.5). Whoever sends a byte now and then, or never
/// reads an answer, would hold it for ever, and connections are not without number.
///
/// Stands before whatever handles requests; belongs to the connection's event loop. Leaves when the connection becomes
/// a
/// WebSocket: sessions have a patience of their own.
final class Patience extends ChannelDuplexHandler {
    /// @param head   from the connection's begin, or the last answer, until the next request's head is whole
    /// @param body   from there until its body is
    /// @param answer from there until the answer has left, which may be a large file over a bad network
    record Limits(Duration head, Duration body, Duration answer) {
        static final Limits USUAL = new Limits(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(10));
    }

    private final Limits limits;
    /// Requests whose answer has not left; some clients send more than one ahead.
    private int unanswered;

    private boolean reading;
    private @Nullable Future<?> end;

    private Patience(Limits limits) {
        this.limits = limits;
    }

    static void on(HttpConnection connection, Limits limits) {
        ChannelHandlerContext http = ((HttpServerConnection) connection).channelHandlerContext();
        http.pipeline().addBefore(http.name(), "patience", new Patience(limits));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        restart(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        stop();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            reading = true;
            restart(context);
        }
        if (message instanceof LastHttpContent) {
            reading = false;
            restart(context);
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean upgrade = message instanceof HttpResponse response
                && response.status().code() == HttpResponseStatus.SWITCHING_PROTOCOLS.code();
        if (message instanceof LastHttpContent) {
            promise = promise.unvoid();
            promise.addListener(left -> answered(context));
        }
        var _ = context.write(message, promise);
        if (upgrade) {
            context.pipeline().remove(this);
        }
    }

    private void answered(ChannelHandlerContext context) {
        unanswered--;
        restart(context);
    }

    private void restart(ChannelHandlerContext context) {
        stop();
        if (context.isRemoved() || !context.channel().isActive()) {
            return;
        }
        Duration limit = reading ? limits.body() : unanswered > 0 ? limits.answer() : limits.head();
        end = context.executor().schedule(() -> hangUp(context), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void hangUp(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private void stop() {
        if (end != null) {
            end.cancel(false);
            end = null;
        }
    }
}
