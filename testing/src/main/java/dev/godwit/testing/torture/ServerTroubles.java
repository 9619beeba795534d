package dev.godwit.testing.torture;

import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;

/// What is done to the server. Each deed leaves it running, on a disk with room.
final class ServerTroubles {
    private static final long MIB = 1 << 20;

    private final Cast cast;
    private final History history;
    private final Tally tally;
    private final Consumer<Duration> hold;

    /// @param hold lets time pass while something is broken
    ServerTroubles(Cast cast, History history, Tally tally, Consumer<Duration> hold) {
        this.cast = cast;
        this.history = history;
        this.tally = tally;
        this.hold = hold;
    }

    void strike(Trouble trouble, ServerVictim server, Duration time, Random random) {
        switch (trouble) {
            case KILL_SERVER -> {
                kill(server);
                rest(time);
                server.start(random.nextInt(4) == 0);
            }
            case POWER_SERVER -> {
                toLife(server, true);
                hold.accept(time);
                cutPower(server);
                rest(time);
                server.start(random.nextBoolean());
            }
            case RESTART -> {
                stop(server);
                tally.count(trouble);
                rest(time);
                server.start(random.nextBoolean());
            }
            case FREEZE_SERVER -> freeze(server, time);
            case SYNC -> failFlushes(server, time, random);
            case FULL_SERVER -> {
                if (server.disk().canBeFull()) {
                    fill(server, time, random);
                } else {
                    starve(server, time);
                }
            }
            case RESTORE -> restore(server, time, random);
            default -> throw new IllegalArgumentException(trouble + " is not for the server");
        }
    }

    /// A moment out of order before it is started again.
    private void rest(Duration time) {
        hold.accept(time.dividedBy(6));
    }

    private void kill(ServerVictim server) {
        server.kill();
        tally.count(Trouble.KILL_SERVER);
        history.add(new Happening.ServerDied("kill -9"));
    }

    private void cutPower(ServerVictim server) {
        server.cutPower();
        tally.count(Trouble.POWER_SERVER);
        history.add(new Happening.ServerDied("power cut"));
    }

    private void stop(ServerVictim server) {
        server.stop();
        history.add(new Happening.ServerDied("orderly stop"));
    }

    /// Into a life at the risk of a power cut, or one without.
    private void toLife(ServerVictim server, boolean atRisk) {
        if (server.volume().isAtRisk() != atRisk) {
            kill(server);
            server.start(atRisk);
        }
    }

    private void freeze(ServerVictim server, Duration time) {
        server.freeze(true);
        tally.count(Trouble.FREEZE_SERVER);
        history.add(new Happening.Fault("the server stands still"));
        hold.accept(time);
        server.freeze(false);
    }

    private void failFlushes(ServerVictim server, Duration time, Random random) {
        toLife(server, true);
        hold.accept(Duration.ofMillis(500));
        server.volume().failFlushes(true);
        tally.count(Trouble.SYNC);
        history.add(new Happening.Fault("the server's disk refuses to flush"));
        hold.accept(time.dividedBy(2));
        server.volume().failFlushes(false);
        hold.accept(time.dividedBy(3));
        if (random.nextBoolean()) {
            cutPower(server);
            server.start(false);
        }
    }

    /// Within the reserve, or to the last byte.
    private void fill(ServerVictim server, Duration time, Random random) {
        toLife(server, false);
        long leave = random.nextInt(3) == 0 ? 0 : random.nextInt(ServerVictim.RESERVE) * MIB;
        server.disk().fill(leave);
        tally.count(Trouble.FULL_SERVER);
        history.add(new Happening.Fault("the server's disk has " + leave / MIB + " MiB left"));
        hold.accept(time);
        boolean dies = random.nextInt(3) == 0;
        if (dies) {
            kill(server);
        }
        server.disk().relieve();
        if (dies) {
            server.start(random.nextBoolean());
        }
    }

    /// Where the disk cannot be filled: as if there were never enough room.
    private void starve(ServerVictim server, Duration time) {
        stop(server);
        server.start(false, Integer.MAX_VALUE / 2);
        tally.count(Trouble.FULL_SERVER);
        history.add(new Happening.Fault("the server's reserve is larger than its disk"));
        hold.accept(time);
        stop(server);
        server.start(false);
    }

    private void restore(ServerVictim server, Duration time, Random random) {
        Path copy = cast.scratch().resolve("copy");
        stop(server);
        server.volume().copyTo(copy);
        server.start(random.nextBoolean());
        hold.accept(time.multipliedBy(2));
        if (random.nextBoolean()) {
            kill(server);
        } else {
            stop(server);
        }
        server.putBack(copy);
        tally.count(Trouble.RESTORE);
        server.start(random.nextBoolean());
        history.add(new Happening.Restored(server.epoch(cast.people().getFirst().token())));
        if (Files.exists(copy)) {
            Leftovers.delete(copy);
        }
    }
}
