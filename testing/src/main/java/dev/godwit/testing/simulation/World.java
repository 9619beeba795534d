package dev.godwit.testing.simulation;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Finale;
import dev.godwit.testing.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A server, a network, people with devices, and time; all of it from one seed.
final class World implements AutoCloseable {
    private static final long MAX_CLOCK_ERROR_MILLIS = 1_000L * 60 * 60 * 24 * 365 * 10;

    private final SplittableRandom random;
    private final Plan plan;
    private final Scheduler scheduler;
    private final SimProcess fate;
    private final Trace trace;
    private final History history = new History(true);
    private final Tally tally = new Tally();
    private final Plant plant;
    private final SimServer server;
    private final SimNetwork network;
    private final List<Somebody> people = new ArrayList<>();
    private final List<Gadget> gadgets = new ArrayList<>();

    /// @param traced whether somebody is going to read what happened
    /// @param plant  which promise is broken on purpose, if any
    World(long seed, boolean traced, Plant plant) {
        this.plant = plant;
        this.random = new SplittableRandom(seed);
        this.plan = Plan.of(seed, random.split());
        this.scheduler = new Scheduler(random.split());
        this.fate = new SimProcess(scheduler, 0);
        this.trace = traced ? Trace.on(scheduler::micros) : Trace.off();
        this.server = new SimServer(scheduler, trace, random.split(), plan.server(), plant);
        this.network = new SimNetwork(scheduler, trace, Weather.of(random.split()), server);
        trace.say("world", plan);
        trace.say("world", network.weather());
        for (int person = 0; person < plan.people().size(); person++) {
            var somebody = new Somebody(Plan.name(person), UserId.random(random));
            server.register(somebody.id(), somebody.name());
            people.add(somebody);
        }
        for (int person = 0; person < plan.people().size(); person++) {
            for (int device = 0; device < plan.people().get(person); device++) {
                addDevice(people.get(person));
            }
        }
    }

    /// Another device of theirs, not booted yet.
    Gadget addDevice(Somebody owner) {
        var name = new Device(owner.name() + "/" + (owner.gadgets().size() + 1), owner.id());
        DeviceId id = DeviceId.random(random);
        long clockError = random.nextInt(3) == 0 ? random.nextLong(-MAX_CLOCK_ERROR_MILLIS, MAX_CLOCK_ERROR_MILLIS) : 0;
        Place place = network.place(name, id);
        var device = new SimDevice(
                scheduler,
                trace,
                history,
                name,
                id,
                random.split(),
                plant.network(network.transport(place)),
                network.names(place),
                clockError);
        var gadget = new Gadget(owner, device, place);
        owner.gadgets().add(gadget);
        gadgets.add(gadget);
        trace.say("world", name, "is", FrameWords.words(owner.id()), id.value().substring(0, 6), "clock", clockError);
        return gadget;
    }

    Plant plant() {
        return plant;
    }

    SplittableRandom split() {
        return random.split();
    }

    /// Something that happens to the world, not in a program.
    void after(long micros, Runnable happening) {
        fate.afterMicros(micros, happening);
    }

    Plan plan() {
        return plan;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Trace trace() {
        return trace;
    }

    History history() {
        return history;
    }

    Tally tally() {
        return tally;
    }

    SimServer server() {
        return server;
    }

    SimNetwork network() {
        return network;
    }

    List<Somebody> people() {
        return people;
    }

    List<Gadget> gadgets() {
        return gadgets;
    }

    Finale finale() {
        return new Finale(
                server.logs(),
                server.cursors(),
                gadgets.stream().map(gadget -> gadget.device().view()).toList());
    }

    @Override
    public void close() {
        gadgets.forEach(gadget -> gadget.device().close());
    }
}
