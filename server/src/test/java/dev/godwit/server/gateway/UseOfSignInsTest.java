package dev.godwit.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.Authenticator.Identified;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A connection says now and then that its sign-in is in use.
class UseOfSignInsTest {
    private static final Identified LAPTOP =
            new Identified(UserId.random(new Random(1)), DeviceId.random(new Random(2)), "sign-in");

    private final AtomicLong nanos = new AtomicLong(1);
    private final List<Identified> used = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Gateway gateway = TakeoverTest.gateway(new Door(), nanos::get);

    private final class Door implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            return CompletableFuture.completedStage(Optional.of(LAPTOP));
        }

        @Override
        public void used(Identified who) {
            used.add(who);
        }

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void connectionThatAnswersIsInUseAndOneThatIsSilentIsNot() {
        channel.pipeline().addLast(new WebSocketWire(channel, wire -> gateway.open(wire, Optional.empty())));
        sweepAfter(Duration.ofSeconds(5));
        assertEquals(List.of(), used, "nobody has said hello");

        channel.writeInbound(new TextWebSocketFrame("{\"t\":\"hello\",\"version\":1,\"token\":\"t\"}"));
        sweepAfter(Duration.ofSeconds(5));
        assertEquals(List.of(LAPTOP), used);
        for (int i = 0; i < 5; i++) {
            sweepAfter(Duration.ofSeconds(5));
        }
        assertEquals(1, used.size(), "it has been silent since");

        channel.writeInbound(new PongWebSocketFrame(Unpooled.EMPTY_BUFFER));
        sweepAfter(Duration.ofSeconds(5));
        assertEquals(List.of(LAPTOP, LAPTOP), used);
    }

    private void sweepAfter(Duration pause) {
        nanos.addAndGet(pause.toNanos());
        gateway.sweep();
        channel.runPendingTasks();
    }
}
