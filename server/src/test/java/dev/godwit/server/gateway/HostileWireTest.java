package dev.godwit.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.Authenticator.Identified;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Peers that use what is below the frames against the server.
class HostileWireTest {
    private static final Identified MALLORY =
            new Identified(UserId.random(new Random(1)), DeviceId.random(new Random(2)), "sign-in");

    private final AtomicLong nanos = new AtomicLong(1);
    private final DeafChannel channel = new DeafChannel();
    private final Gateway gateway = TakeoverTest.gateway(new Door(), nanos::get);

    /// Takes nothing off the server while its peer does not read.
    private static final class DeafChannel extends EmbeddedChannel {
        private boolean deaf;

        @Override
        protected void doWrite(ChannelOutboundBuffer waiting) throws Exception {
            if (!deaf) {
                super.doWrite(waiting);
            }
        }
    }

    private static final class Door implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            return CompletableFuture.completedStage(Optional.of(MALLORY));
        }

        @Override
        public void used(Identified who) {}

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }
    }

    @BeforeEach
    void open() {
        channel.pipeline().addLast(new WebSocketWire(channel, wire -> gateway.open(wire, Optional.empty())));
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void hello() {
        channel.writeInbound(new TextWebSocketFrame("{\"t\":\"hello\",\"version\":1,\"token\":\"t\"}"));
        heard();
    }

    private List<String> heard() {
        channel.runPendingTasks();
        var heard = new ArrayList<String>();
        for (WebSocketFrame frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            heard.add(
                    frame instanceof TextWebSocketFrame text
                            ? text.text()
                            : frame.getClass().getSimpleName());
            frame.release();
        }
        return heard;
    }

    @Test
    void aBinaryMessageForHelloEndsTheConnectionLikeAnyOtherFrameThatIsNone() {
        channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[3])));
        var heard = heard();
        assertTrue(heard.getFirst().contains("bad_frame"), heard.toString());
        assertEquals(CloseWebSocketFrame.class.getSimpleName(), heard.getLast());
        assertEquals(0, gateway.connections());
    }

    @Test
    void binaryMessagesCountLikeFramesAndWhoSendsTooManyIsNotRead() {
        hello();
        int answers = 0;
        for (int i = 0; i < 2 * GatewayLimits.DEFAULT.burst(); i++) {
            channel.writeInbound(new BinaryWebSocketFrame(Unpooled.EMPTY_BUFFER));
            answers += heard().size();
        }
        assertTrue(answers > 0 && answers <= GatewayLimits.DEFAULT.burst(), answers + " answers to a flood");
        assertFalse(channel.config().isAutoRead());
    }

    @Test
    void whoAsksWhetherWeAreThereAndDoesNotReadIsNotAnsweredForEver() {
        hello();
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1_000, 2_000));
        channel.deaf = true;
        for (int i = 0; i < 1_000; i++) {
            channel.writeInbound(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[100])));
        }
        channel.deaf = false;
        channel.flush();
        long pongs = heard().stream()
                .filter(PongWebSocketFrame.class.getSimpleName()::equals)
                .count();
        assertTrue(pongs > 0 && pongs < 50, pongs + " pongs for one who does not read");
        channel.writeInbound(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
        assertEquals(List.of("PongWebSocketFrame"), heard(), "and one for who reads again");
    }

    @Test
    void whoOnlyPingsAndNeverSaysHelloIsNotLetStay() {
        for (int i = 0; i < 12 && channel.isOpen(); i++) {
            channel.writeInbound(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER));
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            gateway.sweep();
            channel.runPendingTasks();
        }
        assertEquals(0, gateway.connections());
        assertEquals(CloseWebSocketFrame.class.getSimpleName(), heard().getLast());
    }
}
