package dev.godwit.testing.simulation;

import dev.godwit.testing.history.Happening;
import java.util.random.RandomGenerator;

/// What can happen to the server, its disk and its clock.
final class ServerBlows {
    private static final long LONGEST_DOWN_MICROS = 20_000_000;
    private static final long SHORT_DOWN_MICROS = 200_000;
    private static final long LONGEST_FULL_MICROS = 15_000_000;
    private static final long SLOWEST_MICROS = 2_000_000;
    private static final long FARTHEST_JUMP_MILLIS = 3_600_000;

    private final World world;
    private final RandomGenerator random;
    private final SimServer server;

    ServerBlows(World world, RandomGenerator random) {
        this.world = world;
        this.random = random;
        this.server = world.server();
    }

    /// @return whether there was anything to break
    boolean strike(Fault fault) {
        return switch (fault) {
            case SERVER_KILL -> {
                boolean quietly = random.nextInt(4) == 0;
                yield die("kill", quietly, server::kill);
            }
            case SERVER_POWER_CUT -> die("power cut", random.nextInt(4) > 0, server::powerCut);
            case FAILED_SYNC -> {
                boolean written = random.nextBoolean();
                world.trace().say("nemesis", "the next sync fails", written ? "and is written" : "and is not written");
                fault("failed sync");
                server.failNextSync(written);
                yield server.isUp();
            }
            case FULL_DISK -> {
                fill(random.nextLong(LONGEST_FULL_MICROS));
                yield true;
            }
            case SLOW_DISK -> {
                slow(random.nextLong(SLOWEST_MICROS), random.nextLong(LONGEST_FULL_MICROS));
                yield true;
            }
            case SERVER_CLOCK -> {
                long millis = random.nextLong(-FARTHEST_JUMP_MILLIS, FARTHEST_JUMP_MILLIS);
                world.trace().say("nemesis", "the server's clock jumps by", millis, "ms");
                fault("server clock");
                server.jumpClock(millis);
                yield true;
            }
            case RESTORE -> restore();
            default -> throw new IllegalArgumentException("not of the server: " + fault);
        };
    }

    private void fault(String what) {
        world.history().add(new Happening.Fault(what));
    }

    private boolean die(String how, boolean quietly, Runnable death) {
        if (!server.isUp()) {
            return false;
        }
        world.trace().say("nemesis", "server:", how, quietly ? "(nobody is told)" : "");
        world.history().add(new Happening.ServerDied(how));
        death.run();
        world.network().serverDied(quietly);
        long down = random.nextLong(random.nextBoolean() ? SHORT_DOWN_MICROS : LONGEST_DOWN_MICROS);
        world.after(down, this::start);
        return true;
    }

    private void start() {
        if (!server.isUp()) {
            server.start();
        }
    }

    private void fill(long micros) {
        world.trace().say("nemesis", "the server's disk is full for", micros / 1_000, "ms");
        fault("full disk");
        server.setFull(true);
        world.after(micros, () -> server.setFull(false));
    }

    private void slow(long delay, long micros) {
        world.trace().say("nemesis", "each sync takes", delay / 1_000, "ms more, for", micros / 1_000, "ms");
        fault("slow disk");
        server.slowDisk(delay);
        world.after(micros, () -> server.slowDisk(0));
    }

    void backUp() {
        if (server.isUp()) {
            world.trace().say("nemesis", "the server is backed up");
            server.backUp();
        }
    }

    private boolean restore() {
        String before = server.epoch();
        world.trace().say("nemesis", "the server's store is replaced by an older copy");
        server.restore();
        boolean happened = !server.epoch().equals(before);
        if (happened) {
            world.history().add(new Happening.Restored(server.epoch()));
            world.network().serverDied(false);
        }
        return happened;
    }

    void mend() {
        server.setFull(false);
        server.slowDisk(0);
        start();
    }
}
