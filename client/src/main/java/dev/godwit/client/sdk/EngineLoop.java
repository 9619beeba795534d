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
import dev.godwit.protocol.Kinds;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
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

    private final Path profile;
    private final ProfileStore.Identity identity;
    private final GodwitOptions options;
    private final NearbyBoard board;
    private final Consumer<Status> statuses;
    private final Runnable committed;
    private final Mailbox mailbox = new Mailbox(4 * MAX_BATCH);
    private final Errands errands;
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean stopping;

    // Below: only the loop's thread.
    private final Queue<Event> urgent = new ArrayDeque<>();
    private long dataVersion;
    private boolean stale;
    private boolean signedOut;
    private OptionalLong wakeAt = OptionalLong.empty();

    /// @param committed called after each commit, and when there is something new on the board
    EngineLoop(
            Path profile,
            ProfileStore.Identity identity,
            GodwitOptions options,
            ServerApi api,
            NearbyBoard board,
            Consumer<Status> statuses,
            Runnable committed) {
        this.profile = profile;
        this.identity = identity;
        this.options = options;
        this.board = board;
        this.statuses = statuses;
        this.committed = committed;
        this.errands = new Errands(identity, options, api, mailbox);
    }

    /// Milliseconds on a clock that never jumps.
    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /// From any thread. A full inbox means that the loop is awake anyway.
    void wake() {
        mailbox.offer(Event.Tick::new);
    }

    void stop() {
        stopping = true;
        mailbox.close();
    }

    /// From any thread.
    void post(LongFunction<Event> event) {
        mailbox.post(event);
    }

    void finish(Runnable whenSeen) {
        mailbox.post(now -> {
            whenSeen.run();
            return new Event.Finish(now);
        });
    }

    /// Entries of others that came since the loop began.
    int received() {
        return received.get();
    }

    @Override
    public void run() {
        try (Database database = Database.open(profile)) {
            while (!stopping) {
                try {
                    runEngine(database);
                } catch (StoreConflict e) {
                    // Begin again at once, with what the user has changed.
                    errands.disconnect();
                } catch (StoreFault e) {
                    errands.disconnect();
                    statuses.accept(new Status(
                            new Status.Waiting(now() + FAULT_PAUSE_MILLIS, String.valueOf(e.getMessage())),
                            false,
                            false));
                    pause();
                }
            }
        } finally {
            errands.disconnect();
            statuses.accept(new Status(new Status.Idle(), false, false));
        }
    }

    private void pause() {
        long until = now() + FAULT_PAUSE_MILLIS;
        while (!stopping && now() < until) {
            take(until - now());
        }
    }

    private Mailbox.@Nullable Mail take(long millis) {
        try {
            return mailbox.take(millis);
        } catch (InterruptedException e) {
            stopping = true;
            return null;
        }
    }

    private void runEngine(Database database) {
        var reads = new EngineReads(database, identity.user(), LANE_LENGTH);
        var store = new EngineStore(database, identity.user(), options.clock(), options.random());
        var bridge = new NearbyBridge(board, reads);
        errands.begin();
        urgent.clear();
        stale = false;
        signedOut = false;
        dataVersion = database.dataVersion();
        var engine = new Engine(reads.snapshot(), options.agent(), options.random());
        var inside = new Inside(bridge);
        board.activeAt().ifPresent(at -> urgent.add(new Event.Active(at)));
        urgent.add(new Event.Started(now()));
        while (!stopping) {
            List<Event> events = collect(database, reads, bridge);
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
            errands.carryOut(actions, reads, inside);
        }
        // The others need not wait for the connection to be missed.
        errands.carryOut(engine.on(new Event.Leaving(now())).actions(), reads, inside);
    }

    /// What is to be told to the engine next; waits until there is something.
    private List<Event> collect(Database database, EngineReads reads, NearbyBridge bridge) {
        var events = new ArrayList<Event>();
        events.addAll(urgent);
        urgent.clear();
        Mailbox.Mail first = null;
        if (events.isEmpty() && !stale) {
            long now = now();
            first = take(Math.min(POLL_MILLIS, wakeAt.orElse(Long.MAX_VALUE) - now));
        }
        // Nothing is uncommitted here: what is read now is what the engine has been told, and what the user
        // did since.
        long version = database.dataVersion();
        boolean changed = stale || version != dataVersion;
        if (changed) {
            stale = false;
            dataVersion = version;
            events.add(new Event.Changed(now(), reads.changes()));
            if (signedOut
                    && new ProfileStore(database)
                            .identity()
                            .filter(errands::use)
                            .isPresent()) {
                // Another process has signed in again.
                events.add(new Event.TryNow(now()));
            }
        }
        bridge.wanted(now(), changed).ifPresent(events::add);
        for (Mailbox.Mail mail = first; mail != null; mail = events.size() < MAX_BATCH ? mailbox.poll() : null) {
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

    private final class Inside implements Errands.Inside {
        private final NearbyBridge bridge;

        Inside(NearbyBridge bridge) {
            this.bridge = bridge;
        }

        @Override
        public void next(Event event) {
            urgent.add(event);
        }

        @Override
        public void readOutbox() {
            stale = true;
        }

        @Override
        public void tell(Action.Tell tell) {
            bridge.tell(tell.surroundings());
            committed.run();
        }

        @Override
        public void notify(Action.Notify notify) {
            signedOut = notify.status().phase() instanceof Status.SignedOut;
            statuses.accept(notify.status());
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
}
