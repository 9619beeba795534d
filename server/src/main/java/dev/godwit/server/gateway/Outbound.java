package dev.godwit.server.gateway;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.server.delivery.EncodedFrame;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The sending side of one connection. Answers are always queued (the window bounds them); pushes only while the wire
/// takes them, otherwise the client is told that it is behind once it reads again.
final class Outbound {
    private static final byte[] BEHIND = ServerFrameCodec.write(new ServerFrame.Behind());

    private final Wire wire;
    private final LongSupplier nanoTime;
    private volatile boolean behind;
    private volatile boolean ended;
    private @Nullable Runnable waiting;
    private long unwritableSince;

    /// @param nanoTime the gateway's clock, by which it also asks [#isStuck]
    Outbound(Wire wire, LongSupplier nanoTime) {
        this.wire = wire;
        this.nanoTime = nanoTime;
    }

    void write(ServerFrame frame) {
        write(ServerFrameCodec.write(frame));
    }

    /// Writes it if there is room; of something of the moment nobody is told that it was dropped.
    boolean offer(EncodedFrame frame) {
        boolean room = wire.isWritable() && !behind;
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
        if (wire.isWritable()) {
            wire.execute(this::writabilityChanged);
        }
    }

    private void write(byte[] bytes) {
        if (!ended) {
            wire.write(bytes);
        }
    }

    /// Runs `next` on the connection's thread once the wire takes more; one at a time.
    void whenWritable(Runnable next) {
        wire.execute(() -> {
            if (ended) {
                return;
            }
            if (wire.isWritable()) {
                next.run();
            } else {
                waiting = next;
            }
        });
    }

    /// To be called on the connection's thread.
    void writabilityChanged() {
        if (!wire.isWritable()) {
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

    void closed() {
        ended = true;
        waiting = null;
    }
}
