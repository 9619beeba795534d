package dev.godwit.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What breaks, how often and when. Each seed has some kinds of faults and not the others: a world in which
/// everything fails at once hides what two faults do to each other.
final class Nemesis {
    private static final int MOST_OF_A_KIND = 4;
    /// So soon after something has arrived anywhere, so that it strikes what is being done about it.
    private static final long THICK_MICROS = 3_000;

    private final World world;
    private final RandomGenerator random;
    private final ServerBlows server;
    private final DeviceBlows devices;
    private final NetworkBlows network;
    private boolean over;

    Nemesis(World world) {
        this.world = world;
        this.random = world.split();
        this.server = new ServerBlows(world, random);
        this.devices = new DeviceBlows(world, random);
        this.network = new NetworkBlows(world, random);
    }

    /// Plans all faults.
    void begin() {
        var kinds = new ArrayList<Fault>();
        for (Fault fault : Fault.values()) {
            if (fault == Fault.RESTORE ? world.plan().restores() : random.nextInt(4) == 0) {
                kinds.add(fault);
            }
        }
        world.trace().say("nemesis", kinds);
        if (world.plan().offline()) {
            strike(Fault.TUNNEL_OF_ALL);
        }
        for (Fault fault : kinds) {
            int times = fault == Fault.RESTORE ? 1 + random.nextInt(2) : 1 + random.nextInt(MOST_OF_A_KIND);
            for (int i = 0; i < times; i++) {
                plan(fault);
            }
        }
    }

    private void plan(Fault fault) {
        long length = world.plan().millis() * 1_000;
        long at = random.nextLong(length);
        boolean inTheThickOfIt = random.nextBoolean();
        long later = random.nextLong(THICK_MICROS);
        if (fault == Fault.RESTORE) {
            world.after(random.nextLong(at + 1), server::backUp);
        }
        world.after(at, () -> {
            if (inTheThickOfIt) {
                world.network().whenBusy(() -> world.after(later, () -> strike(fault)));
            } else {
                strike(fault);
            }
        });
    }

    private void strike(Fault fault) {
        if (over) {
            return;
        }
        boolean struck = switch (fault) {
            case SERVER_KILL, SERVER_POWER_CUT, FAILED_SYNC, FULL_DISK, SLOW_DISK, SERVER_CLOCK, RESTORE ->
                server.strike(fault);
            case DEVICE_KILL, DEVICE_KILL_MIDWAY, DEVICE_POWER_CUT, DEVICE_STORE_FAULT, DEVICE_FULL, DEVICE_CLOCK ->
                devices.strike(fault);
            case CUT, SERVER_UNAWARE, DEVICE_UNAWARE, SWALLOWED, FROZEN, SLOW_READER, TUNNEL, TUNNEL_OF_ALL ->
                network.strike(fault);
        };
        if (struck) {
            world.tally().count(fault);
        }
    }

    /// No more of it: whatever is broken is mended, whoever is down starts again.
    void end() {
        over = true;
        world.trace().say("nemesis", "ends: everything is mended");
        network.mend();
        server.mend();
        devices.mend();
    }

    static <T> T any(List<T> all, RandomGenerator random) {
        return all.get(random.nextInt(all.size()));
    }
}
