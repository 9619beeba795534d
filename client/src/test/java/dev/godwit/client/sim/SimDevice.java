package dev.godwit.client.sim;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.Person;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.core.Surroundings;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.EngineReads;
import dev.godwit.client.sqlite.EngineStore;
import dev.godwit.client.sqlite.GroupWrites;
import dev.godwit.client.sqlite.LocalWrites;
import dev.godwit.client.sqlite.StoreConflict;
import dev.godwit.client.sqlite.Views;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A device: the real engine and the real store, driven by hand, behind a network that keeps order and may
/// be cut.
public final class SimDevice {
    /// Frames on their way, with the time at which they arrive.
    private record Flying<T>(long at, T frame) {}

    public final UserId user;
    private final DeviceId device;
    private final Path profile;
    private final ModelServer server;
    private final Clock clock;
    private final Random random;
    private final Map<String, UserId> names;
    private final Engines engines;

    private Database engineDatabase;
    private Database userDatabase;
    private Function<Event, Effects> engine;
    private EngineStore store;
    private EngineReads reads;
    private boolean stale;
    private OptionalLong wakeAt = OptionalLong.empty();
    private ModelServer.@Nullable Session session;
    private boolean networkUp = true;
    private long opensAt = -1;
    private final Deque<Flying<ClientFrame>> up = new ArrayDeque<>();
    private final Deque<Flying<ServerFrame>> down = new ArrayDeque<>();
    private final Deque<Event> urgent = new ArrayDeque<>();
    /// Behind the outbox as it was read at the same time: from these follows what stands in it.
    private final Deque<Event> read = new ArrayDeque<>();
    private Status status = new Status(new Status.Idle(), false, false);
    private Surroundings surroundings = Surroundings.NOTHING;
    private long now;
    private long dataVersion;
    /// Of pushes, for whoever wants to test that they are not needed.
    double dropPushes;
    /// Of all steps, for kills between any two things that the engine does.
    double killed;

    @SuppressWarnings("NullAway.Init") // boot() sets the rest
    public SimDevice(
            UserId user,
            DeviceId device,
            Path profile,
            ModelServer server,
            Clock clock,
            Random random,
            Map<String, UserId> names,
            Engines engines,
            long now) {
        this.user = user;
        this.device = device;
        this.profile = profile;
        this.server = server;
        this.clock = clock;
        this.random = random;
        this.names = names;
        this.engines = engines;
        this.now = now;
        boot();
    }

    private void boot() {
        engineDatabase = Database.open(profile);
        userDatabase = Database.open(profile);
        store = new EngineStore(engineDatabase, user, clock, random);
        reads = new EngineReads(engineDatabase, user, 16);
        begin();
    }

    private void begin() {
        engine = engines.begin(reads.snapshot(), "sim", random);
        dataVersion = engineDatabase.dataVersion();
        urgent.clear();
        read.clear();
        stale = false;
        hangUp();
        urgent.add(new Event.Started(now));
    }

    private void hangUp() {
        if (session != null) {
            session.close();
        }
        session = null;
        opensAt = -1;
        up.clear();
        down.clear();
    }

    /// As by kill -9: whatever was not committed is gone. The old connections stay open, abandoned, like
    /// those of a dead process until the system closes them.
    public void crash() {
        hangUp();
        engineDatabase.close();
        userDatabase.close();
        boot();
    }

    public LocalWrites writes() {
        return new LocalWrites(userDatabase, user, clock, random);
    }

    public GroupWrites groups() {
        return new GroupWrites(userDatabase, user, clock, random);
    }

    public Views views() {
        return new Views(userDatabase, user, clock);
    }

    public Status status() {
        return status;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    public void network(boolean isUp) {
        networkUp = isUp;
        if (!isUp) {
            cut();
        }
    }

    /// The connection breaks: what was on its way, in both directions, is lost.
    public void cut() {
        boolean wasThere = session != null || opensAt >= 0;
        hangUp();
        if (wasThere) {
            urgent.add(new Event.Closed(now, false, "cut"));
        }
    }

    /// What its screen shows.
    public void watch(ConversationId... conversations) {
        urgent.add(new Event.WatchWanted(now, List.of(conversations), List.of()));
    }

    public void tryNow() {
        urgent.add(new Event.TryNow(now));
    }

    public void finish() {
        urgent.add(new Event.Finish(now));
    }

    /// Everything that is due at this moment.
    public void run(long time) {
        now = time;
        while (true) {
            while (!up.isEmpty() && up.peek().at() <= now && session != null) {
                session.receive(up.remove().frame());
            }
            List<Event> events = events();
            if (events.isEmpty()) {
                return;
            }
            handle(events);
        }
    }

    /// When something is to be done next.
    long due() {
        if (stale || !urgent.isEmpty() || !read.isEmpty()) {
            return now;
        }
        long due = wakeAt.orElse(Long.MAX_VALUE);
        if (opensAt >= 0) {
            due = Math.min(due, opensAt);
        }
        if (!up.isEmpty() && session != null) {
            due = Math.min(due, up.peek().at());
        }
        return down.isEmpty() ? due : Math.min(due, down.peek().at());
    }

    private List<Event> events() {
        var events = new ArrayList<Event>(urgent);
        urgent.clear();
        long version = engineDatabase.dataVersion();
        if (stale || version != dataVersion) {
            stale = false;
            dataVersion = version;
            events.add(new Event.Changed(now, reads.changes()));
        }
        events.addAll(read);
        read.clear();
        if (opensAt >= 0 && opensAt <= now) {
            opensAt = -1;
            session = server.connect(user, device, frame -> down.add(new Flying<>(now + delay(), frame)));
            events.add(new Event.Opened(now));
        }
        while (!down.isEmpty() && down.peek().at() <= now) {
            ServerFrame frame = down.remove().frame();
            boolean lost = frame instanceof ServerFrame.Pushed && random.nextDouble() < dropPushes;
            if (!lost) {
                events.add(new Event.Received(now, frame));
            }
        }
        if (wakeAt.isPresent() && wakeAt.getAsLong() <= now) {
            wakeAt = OptionalLong.empty();
            events.add(new Event.Tick(now));
        }
        return events;
    }

    private long delay() {
        return 5L + random.nextInt(40);
    }

    private void handle(List<Event> events) {
        var ops = new ArrayList<StoreOp>();
        var actions = new ArrayList<Action>();
        for (Event event : events) {
            Effects effects = engine.apply(event);
            ops.addAll(effects.ops());
            actions.addAll(effects.actions());
            wakeAt = effects.wakeAt();
        }
        if (random.nextDouble() < killed) {
            crash();
            return;
        }
        try {
            store.apply(ops);
        } catch (StoreConflict e) {
            begin();
            return;
        }
        for (Action action : actions) {
            if (random.nextDouble() < killed) {
                crash();
                return;
            }
            carryOut(action);
        }
    }

    private void carryOut(Action action) {
        switch (action) {
            case Action.Connect connect -> {
                hangUp();
                if (networkUp) {
                    opensAt = now + delay();
                } else {
                    urgent.add(new Event.Closed(now, false, "no network"));
                }
            }
            case Action.Disconnect disconnect -> hangUp();
            case Action.SendFrame send -> {
                if (session != null) {
                    up.add(new Flying<>(now + delay(), send.frame()));
                }
            }
            case Action.LookUp lookUp ->
                urgent.add(new Event.LookedUp(
                        now,
                        lookUp.row(),
                        Optional.ofNullable(names.get(lookUp.name())).map(id -> new Person(id, lookUp.name()))));
            case Action.Describe describe -> urgent.add(new Event.Described(now, describe.users(), List.of()));
            case Action.ReadLocal local ->
                read.add(new Event.LocalEntries(
                        now, local.conversation(), reads.entries(local.conversation(), local.from(), local.to())));
            case Action.ReadOutbox readOutbox -> stale = true;
            case Action.Tell tell -> surroundings = tell.surroundings();
            case Action.Notify notify -> status = notify.status();
        }
    }

    public void close() {
        hangUp();
        engineDatabase.close();
        userDatabase.close();
    }
}
