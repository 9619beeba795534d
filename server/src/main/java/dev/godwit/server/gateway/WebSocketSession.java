package dev.godwit.server.gateway;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.EncodedFrame;
import dev.godwit.server.gateway.Authenticator.Identified;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One WebSocket connection, last in its channel's pipeline.
///
/// Inbound, everything happens on the channel's event loop: frames are taken one by one as long as the client
/// keeps to its window, its rate and reads what it is sent; otherwise the socket is not read. Outbound calls
/// come from any thread.
final class WebSocketSession extends SimpleChannelInboundHandler<WebSocketFrame> implements Answerable {
    private static final System.Logger LOG = System.getLogger(WebSocketSession.class.getName());

    private enum State {
        EXPECTING_HELLO,
        AUTHENTICATING,
        LIVE,
        CLOSED
    }

    private final Gateway gateway;
    private final Outbound outbound;
    private final AtomicInteger unanswered = new AtomicInteger();
    private Optional<String> upgradeToken;
    private State state = State.EXPECTING_HELLO;
    private @Nullable ArrayDeque<byte[]> held;
    private boolean resumeScheduled;
    private @Nullable Identified identified;
    private @Nullable TokenBucket bucket;
    private volatile long heardAt;
    private long toldOfUse;

    WebSocketSession(Gateway gateway, Outbound outbound, Optional<String> upgradeToken) {
        this.gateway = gateway;
        this.outbound = outbound;
        this.upgradeToken = upgradeToken;
        this.heardAt = gateway.nanoTime();
        this.toldOfUse = heardAt;
    }

    @Override
    public UserId user() {
        return known().user();
    }

    @Override
    public DeviceId device() {
        return known().device();
    }

    private Identified known() {
        if (identified == null) {
            throw new IllegalStateException("nobody has said hello yet");
        }
        return identified;
    }

    /// Id of the sign-in behind this connection; empty before `hello`.
    Optional<String> signIn() {
        return Optional.ofNullable(identified).map(Identified::session);
    }

    @Override
    public void asked() {
        unanswered.incrementAndGet();
    }

    @Override
    public void reply(ServerFrame frame) {
        outbound.write(frame);
        if (Dispatcher.endsRequest(frame)
                && unanswered.getAndDecrement() >= gateway.limits().window()) {
            outbound.onEventLoop(this::proceed);
        }
    }

    @Override
    public void push(EncodedFrame frame) {
        outbound.push(frame);
    }

    @Override
    public boolean offer(EncodedFrame frame) {
        return outbound.offer(frame);
    }

    @Override
    public void whenWritable(Runnable next) {
        outbound.whenWritable(next);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        heardAt = gateway.nanoTime();
        if (state == State.CLOSED) {
            return;
        }
        switch (frame) {
            case TextWebSocketFrame text -> {
                hold(ByteBufUtil.getBytes(text.content()));
                proceed();
            }
            case PingWebSocketFrame ping -> outbound.pong(ping.content().retain());
            case CloseWebSocketFrame close -> close(WebSocketCloseStatus.NORMAL_CLOSURE, "");
            case BinaryWebSocketFrame binary ->
                outbound.write(Dispatcher.failure(Code.BAD_FRAME, "Frames are text, one JSON object each."));
            default -> {
                // Pongs need no answer; continuations were put together further up.
            }
        }
    }

    private void hold(byte[] frame) {
        if (held == null) {
            held = new ArrayDeque<>(4);
        }
        held.add(frame);
    }

    /// Takes what is held as far as the client may go, and reads the socket only if nothing is left.
    private void proceed() {
        while (held != null && mayProceed()) {
            byte[] frame = held.remove();
            if (held.isEmpty()) {
                held = null;
            }
            take(frame);
        }
        outbound.setReading(held == null && state != State.CLOSED);
    }

    private boolean mayProceed() {
        if (state == State.EXPECTING_HELLO) {
            return true;
        }
        if (state != State.LIVE
                || gateway.isDraining()
                || unanswered.get() >= gateway.limits().window()
                || !outbound.isWritable()) {
            return false;
        }
        if (bucket == null || bucket.take()) {
            return true;
        }
        if (!resumeScheduled) {
            resumeScheduled = true;
            outbound.schedule(
                    () -> {
                        resumeScheduled = false;
                        proceed();
                    },
                    bucket.millisToNext());
        }
        return false;
    }

    private void take(byte[] bytes) {
        ClientFrame frame;
        try {
            frame = ClientFrameCodec.read(bytes);
        } catch (BadFrameException e) {
            if (state == State.EXPECTING_HELLO) {
                refuse(e.asFrame(), WebSocketCloseStatus.POLICY_VIOLATION);
            } else {
                outbound.write(e.asAnswer());
            }
            return;
        }
        if (state == State.LIVE) {
            gateway.dispatcher().dispatch(this, frame);
        } else if (frame instanceof ClientFrame.Hello hello) {
            greet(hello);
        } else {
            refuse(
                    Dispatcher.failure(Code.PROTOCOL, "The first frame of a connection is hello."),
                    WebSocketCloseStatus.POLICY_VIOLATION);
        }
    }

    private void greet(ClientFrame.Hello hello) {
        if (hello.version() != Limits.VERSION) {
            refuse(
                    Dispatcher.failure(Code.VERSION, "This server speaks protocol version " + Limits.VERSION + "."),
                    WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        state = State.AUTHENTICATING;
        String token = hello.token().or(() -> upgradeToken).orElse("");
        upgradeToken = Optional.empty();
        gateway.authenticator()
                .authenticate(token)
                .whenComplete((who, fault) -> outbound.onEventLoop(() -> {
                    if (fault != null || who == null) {
                        refuse(
                                Dispatcher.failure(Code.RETRY, "The server cannot check who you are just now."),
                                WebSocketCloseStatus.TRY_AGAIN_LATER);
                    } else {
                        admit(hello, who);
                    }
                }));
    }

    private void admit(ClientFrame.Hello hello, Optional<Identified> who) {
        if (state == State.CLOSED) {
            return;
        }
        if (who.isEmpty()) {
            refuse(
                    Dispatcher.failure(Code.UNAUTHORIZED, "This session is not signed in."),
                    WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        identified = who.get();
        if (gateway.authenticator().hasEnded(who.get())) {
            refuse(
                    Dispatcher.failure(Code.UNAUTHORIZED, "This session was signed out."),
                    WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        bucket = gateway.quotas().of(user());
        state = State.LIVE;
        gateway.dispatcher().attach(this, hello);
        proceed();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outbound.writabilityChanged();
        if (outbound.isWritable()) {
            proceed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
    }

    private void leave() {
        boolean wasLive = state == State.LIVE;
        state = State.CLOSED;
        held = null;
        outbound.closed();
        gateway.forget(this);
        if (wasLive) {
            gateway.dispatcher().detach(this);
        }
    }

    /// Broken framing: said as well as it still can be, then the connection ends.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        var violation = cause instanceof CorruptedWebSocketFrameException corrupted
                ? corrupted.closeStatus()
                : WebSocketCloseStatus.PROTOCOL_ERROR;
        if (cause instanceof TooLongFrameException || violation.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            refuse(
                    Dispatcher.failure(Code.TOO_LARGE, "A frame is over " + Limits.MAX_FRAME + " bytes."),
                    WebSocketCloseStatus.MESSAGE_TOO_BIG);
        } else if (violation.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)) {
            refuse(Dispatcher.failure(Code.BAD_FRAME, "A frame is not valid UTF-8."), violation);
        } else if (cause instanceof CorruptedWebSocketFrameException) {
            refuse(Dispatcher.failure(Code.BAD_FRAME, "These bytes are not WebSocket frames (RFC 6455)."), violation);
        } else {
            LOG.log(System.Logger.Level.DEBUG, "connection ends", cause);
            var _ = context.close();
        }
    }

    private void refuse(ServerFrame.Failure failure, WebSocketCloseStatus status) {
        outbound.write(failure);
        close(status, failure.code().wire());
    }

    /// To be called on the event loop.
    private void close(WebSocketCloseStatus status, String reason) {
        leave();
        outbound.close(status, reason);
    }

    /// Ends the connection from outside: the sign-in was revoked, or the server stops.
    void end(Optional<ServerFrame> farewell, WebSocketCloseStatus status) {
        outbound.onEventLoop(() -> {
            farewell.ifPresent(outbound::write);
            close(status, farewell.isPresent() ? "goodbye" : "");
        });
    }

    /// Whoever answers is there: a device that is only listening is in use, too.
    private void tellOfUse() {
        if (state == State.LIVE && heardAt != toldOfUse) {
            toldOfUse = heardAt;
            gateway.authenticator().used(known());
        }
    }

    /// Called now and then: closes what is dead, asks whether a silent client is still there.
    void sweep(long now) {
        long silent = TimeUnit.NANOSECONDS.toMillis(now - heardAt);
        var limits = gateway.limits();
        outbound.onEventLoop(() -> {
            tellOfUse();
            boolean late = state != State.LIVE && silent > limits.helloWithin().toMillis();
            if (late || silent > limits.deadAfter().toMillis()) {
                close(WebSocketCloseStatus.POLICY_VIOLATION, late ? "no hello" : "silent");
            } else if (outbound.isStuck(now, limits.deadAfter())) {
                close(WebSocketCloseStatus.POLICY_VIOLATION, "not reading");
            } else if (silent > limits.pingAfter().toMillis()) {
                outbound.ping();
            }
        });
    }
}
