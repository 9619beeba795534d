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
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// One connection of a device, whatever carries it.
///
/// Inbound, everything happens on the wire's thread: frames are taken one by one as long as the client
/// keeps to its window, its rate and reads what it is sent; otherwise the wire is not read. Outbound calls
/// come from any thread.
public final class Connection implements Answerable {
    private enum State {
        EXPECTING_HELLO,
        AUTHENTICATING,
        LIVE,
        CLOSED
    }

    private final Gateway gateway;
    private final Wire wire;
    private final Outbound outbound;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final long openedAt;
    private Optional<String> upgradeToken;
    private State state = State.EXPECTING_HELLO;
    private @Nullable ArrayDeque<byte[]> held;
    private boolean resumeScheduled;
    private @Nullable Identified identified;
    private @Nullable TokenBucket bucket;
    private volatile long heardAt;
    private long toldOfUse;

    /// @param upgradeToken of whoever opened the wire, for a hello that brings none
    Connection(Gateway gateway, Wire wire, Optional<String> upgradeToken) {
        this.gateway = gateway;
        this.wire = wire;
        this.outbound = new Outbound(wire, gateway.clock());
        this.upgradeToken = upgradeToken;
        this.openedAt = gateway.clock().getAsLong();
        this.heardAt = openedAt;
        this.toldOfUse = openedAt;
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
            wire.execute(this::proceed);
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

    /// Something has come from the client, and be it a mere sign of life.
    public void heard() {
        heardAt = gateway.clock().getAsLong();
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    /// One whole frame has arrived; taken at once, or as soon as the client may go on. To be called on the wire's
    /// thread, as all that the wire tells.
    public void frame(byte[] bytes) {
        if (state != State.CLOSED) {
            hold(bytes);
            proceed();
        }
    }

    private void hold(byte[] frame) {
        if (held == null) {
            held = new ArrayDeque<>(4);
        }
        held.add(frame);
    }

    /// Takes what is held as far as the client may go, and reads the wire only if nothing is left.
    private void proceed() {
        while (held != null && mayProceed()) {
            byte[] frame = held.remove();
            if (held.isEmpty()) {
                held = null;
            }
            take(frame);
        }
        wire.setReading(held == null && state != State.CLOSED);
    }

    private boolean mayProceed() {
        if (state == State.EXPECTING_HELLO) {
            return true;
        }
        if (state != State.LIVE
                || gateway.isDraining()
                || unanswered.get() >= gateway.limits().window()
                || !wire.isWritable()) {
            return false;
        }
        if (bucket == null || bucket.take()) {
            return true;
        }
        if (!resumeScheduled) {
            resumeScheduled = true;
            wire.schedule(
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
            refuse(Code.PROTOCOL, "The first frame of a connection is hello.", WebSocketCloseStatus.POLICY_VIOLATION);
        }
    }

    private void greet(ClientFrame.Hello hello) {
        if (hello.version() != Limits.VERSION) {
            refuse(
                    Code.VERSION,
                    "This server speaks protocol version " + Limits.VERSION + ".",
                    WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        state = State.AUTHENTICATING;
        String token = hello.token().or(() -> upgradeToken).orElse("");
        upgradeToken = Optional.empty();
        gateway.authenticator()
                .authenticate(token)
                .whenComplete((who, fault) -> wire.execute(() -> {
                    if (fault != null || who == null) {
                        refuse(
                                Code.RETRY,
                                "The server cannot check who you are just now.",
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
            refuse(Code.UNAUTHORIZED, "This session is not signed in.", WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        identified = who.get();
        if (gateway.authenticator().hasEnded(who.get())) {
            refuse(Code.UNAUTHORIZED, "This session was signed out.", WebSocketCloseStatus.POLICY_VIOLATION);
            return;
        }
        bucket = gateway.quotas().of(user());
        state = State.LIVE;
        gateway.dispatcher().attach(this, hello);
        proceed();
    }

    /// [Wire#isWritable] has changed.
    public void writabilityChanged() {
        outbound.writabilityChanged();
        if (wire.isWritable()) {
            proceed();
        }
    }

    /// The wire is cut, from whichever end.
    public void gone() {
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

    /// Says why, then ends the connection. To be called on the wire's thread.
    void refuse(Code code, String message, WebSocketCloseStatus status) {
        refuse(Dispatcher.failure(code, message), status);
    }

    private void refuse(ServerFrame.Failure failure, WebSocketCloseStatus status) {
        outbound.write(failure);
        close(status, failure.code().wire());
    }

    /// To be called on the wire's thread.
    void close(WebSocketCloseStatus status, String reason) {
        leave();
        wire.close(status, reason);
    }

    /// Ends the connection from outside: the sign-in was revoked, or the server stops.
    void end(Optional<ServerFrame> farewell, WebSocketCloseStatus status) {
        wire.execute(() -> {
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
        wire.execute(() -> {
            tellOfUse();
            // However much else it says meanwhile, and be it pings.
            boolean late =
                    state != State.LIVE && now - openedAt > limits.helloWithin().toNanos();
            if (late || silent > limits.deadAfter().toMillis()) {
                close(WebSocketCloseStatus.POLICY_VIOLATION, late ? "no hello" : "silent");
            } else if (outbound.isStuck(now, limits.deadAfter())) {
                close(WebSocketCloseStatus.POLICY_VIOLATION, "not reading");
            } else if (silent > limits.pingAfter().toMillis()) {
                wire.ping();
            }
        });
    }
}
