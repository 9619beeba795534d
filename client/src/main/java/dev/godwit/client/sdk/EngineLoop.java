package dev.godwit.client.sdk;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Engine;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.EngineReads;
import dev.godwit.client.sqlite.EngineStore;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.sqlite.StoreConflict;
import dev.godwit.client.sqlite.StoreFault;
import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Drives one [Engine] on a thread of its own: collects events, commits what they want written in one
/// transaction, then does what they want done.
final class EngineLoop implements Runnable {
    /// Rows of one conversation's queue that are read at once.
    private static final int LANE_LENGTH = 256;

    private static final int MAX_BATCH = 256;
    /// How often changes by other processes are looked for.
    private static final long POLL_MILLIS = 150;

    private static final long FAULT_PAUSE_MILLIS = 1_000;

    /// What comes from outside. The source says to which connection or engine it belongs; what is for an
    /// earlier one is dropped.
    private record Mail(Source source, LongFunction<Event> event) {}

    /// A connection, an engine, or anybody.
    private static final class Source {
        volatile boolean ended;
    }

    private final Path profile;
    private final ProfileStore.Identity identity;
    private final GodwitOptions options;
    private final ServerApi api;
    private final Consumer<Status> statuses;
    private final Runnable committed;
    /// Bounded: a full one holds up the transport, and so the server.
    private final BlockingQueue<Mail> inbox = new ArrayBlockingQueue<>(4 * MAX_BATCH);

    private final Source anybody = new Source();
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean stopping;

    // Below: only the loop's thread.
    private final Queue<Event> urgent = new ArrayDeque<>();
    private Source connection = new Source();
    private Source generation = new Source();
    private Transport.@Nullable Link link;
    private long dataVersion;
    private boolean stale;
    private OptionalLong wakeAt = OptionalLong.empty();

    EngineLoop(
            Path profile,
            ProfileStore.Identity identity,
            GodwitOptions options,
            ServerApi api,
            Consumer<Status> statuses,
            Runnable committed) {
        this.profile = profile;
        this.identity = identity;
        this.options = options;
        this.api = api;
        this.statuses = statuses;
        this.committed = committed;
    }

    /// Milliseconds on a clock that never jumps.
    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /// From any thread. A full inbox means that the loop is awake anyway.
    void wake() {
        var unused = inbox.offer(new Mail(anybody, Event.Tick::new));
    }

    void stop() {
        stopping = true;
        wake();
    }

    void tryNow() {
        post(anybody, Event.TryNow::new);
    }

    void finish(Runnable whenSeen) {
        post(anybody, now -> {
            whenSeen.run();
            return new Event.Finish(now);
        });
    }

    /// Entries of others that came since the loop began.
    int received() {
        return received.get();
    }

    private void post(Source source, LongFunction<Event> event) {
        var mail = new Mail(source, event);
        try {
            while (!stopping && !source.ended && !inbox.offer(mail, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        try (Database database = Database.open(profile)) {
            while (!stopping) {
                try {
                    runEngine(database);
                } catch (StoreConflict e) {
                    // Begin again at once, with what the user has changed.
                    disconnect();
                } catch (StoreFault e) {
                    disconnect();
                    statuses.accept(new Status(
                            new Status.Waiting(now() + FAULT_PAUSE_MILLIS, String.valueOf(e.getMessage())),
                            false,
                            false));
                    pause();
                }
            }
        } finally {
            disconnect();
            statuses.accept(new Status(new Status.Idle(), false, false));
        }
    }

    private void pause() {
        long until = now() + FAULT_PAUSE_MILLIS;
        while (!stopping && now() < until) {
            take(until - now());
        }
    }

    private @Nullable Mail take(long millis) {
        try {
            return inbox.poll(Math.max(0, millis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping = true;
            return null;
        }
    }

    private void runEngine(Database database) {
        var reads = new EngineReads(database, identity.user(), LANE_LENGTH);
        var store = new EngineStore(database, identity.user(), options.clock(), options.random());
        generation.ended = true;
        generation = new Source();
        urgent.clear();
        stale = false;
        dataVersion = database.dataVersion();
        var engine = new Engine(reads.snapshot(), options.agent(), options.random());
        urgent.add(new Event.Started(now()));
        while (!stopping) {
            List<Event> events = collect(database, reads);
            var ops = new ArrayList<StoreOp>();
            var actions = new ArrayList<Action>();
            for (Event event : events) {
                Effects effects = engine.on(event);
                ops.addAll(effects.ops());
                actions.addAll(effects.actions());
                wakeAt = effects.wakeAt();
            }
            store.apply(ops);
            if (!ops.isEmpty()) {
                count(ops);
                committed.run();
            }
            carryOut(reads, actions);
        }
    }

    /// What is to be told to the engine next; waits until there is something.
    private List<Event> collect(Database database, EngineReads reads) {
        var events = new ArrayList<Event>();
        events.addAll(urgent);
        urgent.clear();
        Mail first = null;
        if (events.isEmpty() && !stale) {
            long now = now();
            first = take(Math.min(POLL_MILLIS, wakeAt.orElse(Long.MAX_VALUE) - now));
        }
        // Nothing is uncommitted here: what is read now is what the engine has been told, and what the user
        // did since.
        long version = database.dataVersion();
        if (stale || version != dataVersion) {
            stale = false;
            dataVersion = version;
            events.add(new Event.Changed(now(), reads.changes()));
        }
        for (Mail mail = first; mail != null; mail = events.size() < MAX_BATCH ? inbox.poll() : null) {
            if (!mail.source().ended) {
                events.add(mail.event().apply(now()));
            }
        }
        if (wakeAt.isPresent() && wakeAt.getAsLong() <= now()) {
            wakeAt = OptionalLong.empty();
            events.add(new Event.Tick(now()));
        }
        return events;
    }

    private void carryOut(EngineReads reads, List<Action> actions) {
        var frames = new ArrayList<byte[]>();
        for (Action action : actions) {
            switch (action) {
                case Action.SendFrame send -> frames.add(ClientFrameCodec.write(send.frame()));
                case Action.Connect connect -> connect();
                case Action.Disconnect disconnect -> disconnect();
                case Action.LookUp lookUp -> lookUp(lookUp);
                case Action.Describe describe -> describe(describe.users());
                case Action.ReadLocal local ->
                    urgent.add(new Event.LocalEntries(
                            now(),
                            local.conversation(),
                            reads.entries(local.conversation(), local.from(), local.to())));
                case Action.ReadOutbox readOutbox -> stale = true;
                case Action.Notify notify -> statuses.accept(notify.status());
            }
        }
        Transport.Link open = link;
        if (open != null && !frames.isEmpty()) {
            open.send(frames);
        }
    }

    private void count(List<StoreOp> ops) {
        int others = 0;
        for (StoreOp op : ops) {
            if (op instanceof StoreOp.PutEntries put) {
                others += (int) put.entries().stream()
                        .filter(entry -> !entry.from().equals(identity.user()))
                        .filter(entry -> !Kinds.isReserved(entry.content().kind()))
                        .count();
            }
        }
        received.addAndGet(others);
    }

    private void connect() {
        disconnect();
        var source = new Source();
        connection = source;
        link = options.transport()
                .connect(URI.create(identity.server()), identity.token().orElseThrow(), new Transport.Listener() {
                    @Override
                    public void opened() {
                        post(source, Event.Opened::new);
                    }

                    @Override
                    public void frame(byte[] bytes) {
                        read(source, bytes);
                    }

                    @Override
                    public void closed(boolean unauthorized, String reason) {
                        post(source, now -> new Event.Closed(now, unauthorized, reason));
                    }
                });
    }

    /// Frames of an unknown kind are how the protocol grows: ignored.
    private void read(Source source, byte[] bytes) {
        try {
            ServerFrame frame = ServerFrameCodec.read(bytes);
            post(source, now -> new Event.Received(now, frame));
        } catch (BadFrameException e) {
            System.getLogger(EngineLoop.class.getName())
                    .log(System.Logger.Level.DEBUG, "ignored a frame from the server: {0}", e.getMessage());
        }
    }

    private void disconnect() {
        connection.ended = true;
        Transport.Link open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    private void lookUp(Action.LookUp asked) {
        Source source = generation;
        var unused = api.lookUp(URI.create(identity.server()), identity.token().orElseThrow(), asked.name())
                .whenComplete((person, fault) -> post(
                        source,
                        now -> fault == null
                                ? new Event.LookedUp(now, asked.row(), person)
                                : new Event.LookupFailed(now, asked.row())));
    }

    private void describe(List<UserId> users) {
        Source source = generation;
        var unused = api.describe(
                        URI.create(identity.server()), identity.token().orElseThrow(), users)
                .whenComplete((found, fault) ->
                        post(source, now -> new Event.Described(now, users, fault == null ? found : List.of())));
    }
}
