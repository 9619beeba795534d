package dev.godwit.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import dev.godwit.server.app.Core;
import dev.godwit.server.gateway.Authenticator.Identified;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.store.memory.MemoryStore;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway of which the delivery thread runs when told to; everything else happens at once, on the caller's thread.
/// The token is the user's id.
final class HandDriven {
    private static final JsonMapper JSON = new JsonMapper();

    private final Queue<Runnable> deliveryThread = new ArrayDeque<>();
    private final MemoryStore store = new MemoryStore("epoch");
    final Gateway gateway;

    HandDriven() {
        var core = new Core(
                new Core.Stores(store.log(), store.cursors(), store.lastSeen()),
                new Core.Owners(List.of(Runnable::run), deliveryThread::add, Runnable::run),
                new Core.Time(InstantSource.system(), System::nanoTime, (millis, task) -> () -> {}),
                new Random(),
                user -> CompletableFuture.completedStage(true),
                new Core.Rules(false, GatewayLimits.DEFAULT, LogLimits.DEFAULT));
        gateway = core.gateway(new ByUserId(), request -> new Doorkeeper.Admission.ForeignOrigin());
    }

    private static Identified who(String token) {
        return new Identified(new UserId(token), new DeviceId("v" + token.substring(1)), token);
    }

    private static final class ByUserId implements Authenticator {
        @Override
        public CompletionStage<Optional<Identified>> authenticate(String token) {
            return CompletableFuture.completedStage(Optional.of(who(token)));
        }

        @Override
        public void used(Identified who) {}

        @Override
        public boolean hasEnded(Identified who) {
            return false;
        }
    }

    /// Lets the delivery thread do what it has to.
    void deliver() {
        while (!deliveryThread.isEmpty()) {
            deliveryThread.remove().run();
        }
    }

    static ClientFrame.Hello hello(UserId user, Optional<String> mark) {
        return new ClientFrame.Hello(
                1, Optional.of(user.value()), "test", Optional.empty(), mark, Optional.empty(), List.of());
    }

    static ClientFrame.Send send(UserId from, UserId to, String id) {
        return new ClientFrame.Send(
                ConversationId.direct(from, to),
                new ClientMessageId(id),
                Optional.empty(),
                Optional.of(to),
                Content.message("hello"));
    }

    static ClientFrame.Receipts reads(UserId reader, UserId other, long seq) {
        return new ClientFrame.Receipts(
                List.of(new ClientFrame.OwnCursor(ConversationId.direct(reader, other), new Cursor(seq, seq))));
    }

    Posted post(UserId user, long patience, Optional<String> mark, ClientFrame... rest) {
        var frames = new ArrayList<byte[]>();
        var hello = hello(user, mark);
        frames.add(ClientFrameCodec.write(hello));
        for (ClientFrame frame : rest) {
            frames.add(ClientFrameCodec.write(frame));
        }
        var body = new String(PostExchange.join(frames), UTF_8);
        try {
            var posted = PostedFrames.read(("{\"wait\":" + patience + "," + body.substring(1)).getBytes(UTF_8));
            return new Posted(posted, hello);
        } catch (BadFrameException e) {
            throw new AssertionError(e);
        }
    }

    private static List<ServerFrame> framesOf(byte[] body) {
        var frames = new ArrayList<ServerFrame>();
        for (JsonNode frame : JSON.readTree(body).get("frames")) {
            frames.add(frame(frame.toString().getBytes(UTF_8)));
        }
        return frames;
    }

    private static ServerFrame frame(byte[] bytes) {
        try {
            return ServerFrameCodec.read(bytes);
        } catch (BadFrameException e) {
            throw new AssertionError(new String(bytes, UTF_8), e);
        }
    }

    /// One POST: its answer, once there is one, and its clock.
    final class Posted {
        private final List<ServerFrame> answer = new ArrayList<>();
        private final List<Runnable> timers = new ArrayList<>();

        private Posted(PostedFrames posted, ClientFrame.Hello hello) {
            var session = new PostSession(
                    who(hello.token().orElseThrow()), Runnable::run, bytes -> answer.addAll(framesOf(bytes)));
            session.run(posted, hello, gateway, (delay, task) -> timers.add(task));
        }

        /// Empty as long as it waits.
        List<ServerFrame> answer() {
            return answer;
        }

        void timeIsUp() {
            timers.forEach(Runnable::run);
        }

        List<ServerFrame.Change> changes() {
            return answer.stream()
                    .filter(ServerFrame.Changes.class::isInstance)
                    .flatMap(frame -> ((ServerFrame.Changes) frame).conversations().stream())
                    .toList();
        }

        Optional<String> mark() {
            return answer.stream()
                    .filter(ServerFrame.Current.class::isInstance)
                    .map(frame -> ((ServerFrame.Current) frame).mark())
                    .findFirst();
        }
    }

    /// A connection, whose frames are read as they leave.
    final class Connection {
        private final EmbeddedChannel channel = new EmbeddedChannel();

        Connection() {
            channel.pipeline().addLast(new WebSocketWire(channel, wire -> gateway.open(wire, Optional.empty())));
        }

        void says(ClientFrame... frames) {
            for (ClientFrame frame : frames) {
                channel.writeInbound(new TextWebSocketFrame(new String(ClientFrameCodec.write(frame), UTF_8)));
            }
        }

        List<ServerFrame> heard() {
            channel.runPendingTasks();
            var heard = new ArrayList<ServerFrame>();
            for (TextWebSocketFrame text = channel.readOutbound(); text != null; text = channel.readOutbound()) {
                heard.add(frame(text.text().getBytes(UTF_8)));
                text.release();
            }
            return heard;
        }
    }
}
