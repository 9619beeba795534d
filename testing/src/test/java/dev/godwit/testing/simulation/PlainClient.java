package dev.godwit.testing.simulation;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A device as simple as can be, so that what a simulated server breaks shows without an engine that would mend it:
/// sends what is not acked again on each connection, claims everything that it has heard of, and remembers what it was
/// promised.
final class PlainClient {
    private static final long MAX_WAY_MICROS = 20_000;

    private final Scheduler scheduler;
    private final Trace trace;
    private final SimProcess process;
    private final RandomGenerator random;
    private final SimServer server;
    private final String name;
    private final UserId user;
    private final DeviceId device;
    private final Map<ClientMessageId, ClientFrame.Send> outbox = new LinkedHashMap<>();
    private final Map<ConversationId, ClientMessageId> latest = new LinkedHashMap<>();
    private final Map<ConversationId, Cursor> heard = new LinkedHashMap<>();
    private Map<ConversationId, Cursor> asked = Map.of();
    final Map<ConversationId, Cursor> confirmed = new LinkedHashMap<>();
    final Map<ConversationId, Map<ClientMessageId, Long>> acked = new LinkedHashMap<>();
    private @Nullable Line line;
    private int written;

    PlainClient(Scheduler scheduler, Trace trace, RandomGenerator random, SimServer server, String name, UserId user) {
        this.scheduler = scheduler;
        this.trace = trace;
        this.random = random;
        this.server = server;
        this.name = name;
        this.user = user;
        this.device = DeviceId.random(random);
        this.process = new SimProcess(scheduler, 0);
    }

    void connect() {
        if (line != null) {
            return;
        }
        var opening = new Line();
        var accepted = server.accept(user, device, opening);
        if (accepted.isEmpty()) {
            var _ = process.after(random.nextInt(1, 500), this::connect);
            return;
        }
        line = opening;
        opening.end = accepted.get();
        opening.say(new ClientFrame.Hello(
                1, Optional.empty(), "plain", Optional.empty(), Optional.empty(), Optional.empty(), claims()));
        asked = Map.of();
        outbox.values().forEach(opening::say);
    }

    private List<ClientFrame.OwnCursor> claims() {
        var claims = new ArrayList<ClientFrame.OwnCursor>();
        heard.forEach((conversation, cursor) -> {
            if (!cursor.equals(confirmed.get(conversation))) {
                claims.add(new ClientFrame.OwnCursor(conversation, cursor));
            }
        });
        return claims;
    }

    void write(UserId to) {
        var conversation = ConversationId.direct(user, to);
        var id = new ClientMessageId(name + "-" + ++written);
        var after = Optional.ofNullable(latest.put(conversation, id)).filter(outbox::containsKey);
        var send = new ClientFrame.Send(conversation, id, after, Optional.of(to), Content.message("#" + written));
        outbox.put(id, send);
        if (line != null) {
            line.say(send);
        }
    }

    /// Asks whether everything that it has claimed is durable.
    void check() {
        if (line != null && line.greeted && asked.isEmpty() && !heard.isEmpty()) {
            line.say(new ClientFrame.Receipts(claims()));
            line.say(new ClientFrame.Check(Optional.empty()));
            asked = new LinkedHashMap<>(heard);
        }
    }

    /// The connection breaks; the server hears of it later.
    void cut() {
        if (line != null) {
            var broken = line;
            line = null;
            asked = Map.of();
            var _ = process.after(random.nextInt(1, 3_000), () -> broken.end().gone());
            var _ = process.after(random.nextInt(1, 500), this::connect);
        }
    }

    boolean hasSentAll() {
        return outbox.isEmpty();
    }

    boolean hasConfirmedAll() {
        return heard.equals(confirmed);
    }

    private void hear(ServerFrame frame) {
        switch (frame) {
            case ServerFrame.Sent sent -> {
                note(sent.conversation(), sent.seq());
                outbox.remove(sent.id());
                var before = acked.computeIfAbsent(sent.conversation(), c -> new LinkedHashMap<>())
                        .put(sent.id(), sent.seq());
                if (before != null && before != sent.seq()) {
                    throw new AssertionError(sent + " was acked as " + before);
                }
            }
            case ServerFrame.Refused refused -> {
                switch (refused.code()) {
                    case RETRY, STORAGE_FULL, AFTER_PENDING, THROTTLED -> {
                        var _ = process.after(random.nextInt(1, 300), () -> again(refused.id()));
                    }
                    default -> throw new AssertionError(name + " was told " + refused);
                }
            }
            case ServerFrame.Pushed pushed ->
                note(pushed.conversation(), pushed.entry().seq());
            case ServerFrame.Changes changes ->
                changes.conversations().forEach(change -> note(change.conversation(), change.head()));
            case ServerFrame.Current current -> {
                // The one that ends the greeting confirms nothing.
                confirmed.putAll(asked);
                asked = Map.of();
                if (line != null) {
                    line.greeted = true;
                }
            }
            case ServerFrame.Failure failure -> cut();
            default -> {
                // Nothing that a plain client would care for.
            }
        }
    }

    private void again(ClientMessageId id) {
        var send = outbox.get(id);
        if (send != null && line != null) {
            line.say(send);
        }
    }

    private void note(ConversationId conversation, long seq) {
        heard.merge(conversation, new Cursor(seq, seq), Cursor::max);
    }

    /// One connection over which frames take their time, in order.
    private final class Line implements ClientEnd {
        private @Nullable ServerEnd end;
        private boolean greeted;
        private long lastUp;
        private long lastDown;

        private ServerEnd end() {
            if (end == null) {
                throw new IllegalStateException("not open");
            }
            return end;
        }

        void say(ClientFrame frame) {
            byte[] bytes = ClientFrameCodec.write(frame);
            lastUp = arrival(lastUp);
            process.afterMicros(lastUp - scheduler.micros(), () -> {
                if (line == this) {
                    end().frame(bytes);
                }
            });
        }

        private long arrival(long before) {
            return Math.max(before + 1, scheduler.micros() + scheduler.between(50, MAX_WAY_MICROS));
        }

        @Override
        public void send(byte[] bytes) {
            lastDown = arrival(lastDown);
            process.afterMicros(lastDown - scheduler.micros(), () -> {
                if (line == this) {
                    trace.say(name, "hears", new String(bytes, UTF_8));
                    hear(read(bytes));
                }
            });
        }

        private static ServerFrame read(byte[] bytes) {
            try {
                return ServerFrameCodec.read(bytes);
            } catch (BadFrameException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void close(boolean unauthorized, String reason) {
            lastDown = arrival(lastDown);
            process.afterMicros(lastDown - scheduler.micros(), () -> {
                if (line == this) {
                    cut();
                }
            });
        }
    }
}
