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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/// One [Engine] from what is in the database to its end: at the latest when a transaction fails, for then it
/// believes what is not so.
final class EngineLife {
    /// Rows of one conversation's queue that are read at once.
    private static final int LANE_LENGTH = 256;

    private final Database database;
    private final EngineReads reads;
    private final EngineStore store;
    private final NearbyBridge bridge;
    private final LongSupplier clock;
    private final Errands errands;
    private final EngineDriver.Listener listener;
    private final Errands.Inside inside = new Inside();
    private final Engine engine;
    /// Before everything else.
    private final List<Event> urgent = new ArrayList<>();

    /// What was read of the local log, for the next turn. From it follows what stands in the outbox: so it comes
    /// behind the outbox as it was read at the same time, which otherwise would seem to be what has followed.
    private final List<Event> read = new ArrayList<>();

    private long dataVersion;
    private boolean stale;
    private boolean signedOut;
    private OptionalLong wakeAt = OptionalLong.empty();

    EngineLife(
            Database database,
            ProfileStore.Identity identity,
            GodwitOptions options,
            NearbyBoard board,
            LongSupplier clock,
            Errands errands,
            EngineDriver.Listener listener) {
        this.database = database;
        this.reads = new EngineReads(database, identity.user(), LANE_LENGTH);
        this.store = new EngineStore(database, identity.user(), options.clock(), options.random());
        this.bridge = new NearbyBridge(board, reads);
        this.clock = clock;
        this.errands = errands;
        this.listener = listener;
        this.dataVersion = database.dataVersion();
        this.engine = new Engine(reads.snapshot(), options.agent(), options.random());
        board.activeAt().ifPresent(at -> urgent.add(new Event.Active(at)));
        urgent.add(new Event.Started(clock.getAsLong()));
    }

    /// @return when the next one is due at the latest
    long turn(List<Event> arrived) {
        List<Event> events = events(arrived);
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
            listener.committed(ops);
        }
        errands.carryOut(actions, inside);
        return stale || !read.isEmpty() ? clock.getAsLong() : wakeAt.orElse(Long.MAX_VALUE);
    }

    private List<Event> events(List<Event> arrived) {
        var events = new ArrayList<Event>(urgent);
        urgent.clear();
        // Nothing is uncommitted here: what is read now is what the engine has been told, and what the user
        // did since.
        long version = database.dataVersion();
        boolean changed = stale || version != dataVersion;
        if (changed) {
            stale = false;
            dataVersion = version;
            events.add(new Event.Changed(clock.getAsLong(), reads.changes()));
            if (signedOut
                    && new ProfileStore(database)
                            .identity()
                            .filter(errands::use)
                            .isPresent()) {
                // Another process has signed in again.
                events.add(new Event.TryNow(clock.getAsLong()));
            }
        }
        events.addAll(read);
        read.clear();
        bridge.wanted(clock.getAsLong(), changed).ifPresent(events::add);
        events.addAll(arrived);
        if (wakeAt.isPresent() && wakeAt.getAsLong() <= clock.getAsLong()) {
            wakeAt = OptionalLong.empty();
            events.add(new Event.Tick(clock.getAsLong()));
        }
        return events;
    }

    void leave() {
        errands.carryOut(engine.on(new Event.Leaving(clock.getAsLong())).actions(), inside);
    }

    private final class Inside implements Errands.Inside {
        @Override
        public void readLocal(Action.ReadLocal local) {
            read.add(new Event.LocalEntries(
                    clock.getAsLong(),
                    local.conversation(),
                    reads.entries(local.conversation(), local.from(), local.to())));
        }

        @Override
        public void readOutbox() {
            stale = true;
        }

        @Override
        public void tell(Action.Tell tell) {
            bridge.tell(tell.surroundings());
            listener.nearby();
        }

        @Override
        public void notify(Action.Notify notify) {
            signedOut = notify.status().phase() instanceof Status.SignedOut;
            listener.status(notify.status());
        }
    }
}
