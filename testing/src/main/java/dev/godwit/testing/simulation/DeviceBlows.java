package dev.godwit.testing.simulation;

import java.util.random.RandomGenerator;

/// What can happen to a device, its database and its clock.
final class DeviceBlows {
    private static final long LONGEST_DOWN_MICROS = 10_000_000;
    private static final long SHORT_DOWN_MICROS = 50_000;
    private static final long LONGEST_FULL_MICROS = 10_000_000;
    private static final long FARTHEST_JUMP_MILLIS = 1_000L * 60 * 60 * 24 * 365;
    private static final int MIDWAY_STEPS = 60;

    private final World world;
    private final RandomGenerator random;

    DeviceBlows(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
    }

    /// @return whether there was anything to break
    boolean strike(Fault fault) {
        Gadget gadget = Nemesis.any(world.gadgets(), random);
        SimDevice device = gadget.device();
        if (!device.isUp()) {
            return false;
        }
        long down = random.nextLong(random.nextBoolean() ? SHORT_DOWN_MICROS : LONGEST_DOWN_MICROS);
        switch (fault) {
            case DEVICE_KILL -> {
                say(gadget, "is killed");
                device.kill();
                world.network().deviceDied(gadget.place(), false);
                bootAfter(gadget, down);
            }
            case DEVICE_POWER_CUT -> {
                say(gadget, "loses its power");
                world.network().deviceDied(gadget.place(), true);
                device.kill();
                bootAfter(gadget, down);
            }
            case DEVICE_KILL_MIDWAY -> {
                int steps = 1 + random.nextInt(MIDWAY_STEPS);
                say(gadget, "will be killed after " + steps + " steps");
                device.killAfter(steps, () -> {
                    say(gadget, "is killed");
                    world.network().deviceDied(gadget.place(), false);
                    bootAfter(gadget, down);
                });
            }
            case DEVICE_STORE_FAULT -> {
                int commits = 1 + random.nextInt(3);
                say(gadget, "fails to commit, times " + commits);
                device.failStore(commits);
            }
            case DEVICE_FULL -> {
                say(gadget, "is full");
                device.setFull(true);
                world.after(random.nextLong(LONGEST_FULL_MICROS), () -> device.setFull(false));
            }
            case DEVICE_CLOCK -> {
                long millis = random.nextLong(-FARTHEST_JUMP_MILLIS, FARTHEST_JUMP_MILLIS);
                say(gadget, "has its clock jump by " + millis + " ms");
                device.jumpClock(millis);
            }
            default -> throw new IllegalArgumentException("not of a device: " + fault);
        }
        return true;
    }

    private void say(Gadget gadget, String what) {
        world.trace().say("nemesis", gadget, what);
    }

    private void bootAfter(Gadget gadget, long micros) {
        world.after(micros, () -> boot(gadget));
    }

    private void boot(Gadget gadget) {
        if (!gadget.device().isUp()) {
            gadget.device().boot();
            world.plant().back(gadget.device());
        }
    }

    void mend() {
        for (Gadget gadget : world.gadgets()) {
            gadget.device().setFull(false);
            gadget.device().failStore(0);
            boot(gadget);
            gadget.device().tryNow();
        }
    }
}
