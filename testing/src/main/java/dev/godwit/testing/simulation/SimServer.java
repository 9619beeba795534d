package dev.godwit.testing.simulation;

import dev.godwit.client.core.Person;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.GatewayLimits;
import dev.godwit.server.log.LogLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The server: one disk, and one run of the real core over it after the other.
final class SimServer {
    private final Scheduler scheduler;
    private final Trace trace;
    private final RandomGenerator random;
    private final Settings settings;
    private final SimDisk disk;
    private final Plant plant;
    private final Map<UserId, String> names = new LinkedHashMap<>();
    private long clockError;
    private @Nullable ServerRun run;

    /// @param late      how often a thread of the server comes late, from 0 to 1
    /// @param strangers whether anybody may make an account here, so that a first 1:1 is a request
    /// @param window    how many requests of one session may be unanswered at once
    /// @param largeFrom members from which on a group is large
    /// @param frames    of one user that are let through at once, and a second; beyond that they are throttled
    record Settings(double late, boolean strangers, int window, int largeFrom, int frames) {
        static final Settings DEFAULT = new Settings(0.02, false, 64, 500, 1_000);

        GatewayLimits limits() {
            var usual = GatewayLimits.DEFAULT;
            return new GatewayLimits(
                    window,
                    frames,
                    Math.min(frames, usual.burst()),
                    usual.momentsPerSecond(),
                    usual.momentsBurst(),
                    usual.helloWithin(),
                    usual.pingAfter(),
                    usual.deadAfter());
        }

        LogLimits logLimits() {
            return new LogLimits(largeFrom);
        }
    }

    SimServer(Scheduler scheduler, Trace trace, RandomGenerator random, Settings settings) {
        this(scheduler, trace, random, settings, new Plant());
    }

    /// @param plant which promise is broken on purpose, if any
    SimServer(Scheduler scheduler, Trace trace, RandomGenerator random, Settings settings, Plant plant) {
        this.plant = plant;
        this.scheduler = scheduler;
        this.trace = trace;
        this.random = random;
        this.settings = settings;
        this.disk = new SimDisk(scheduler, trace, random, plant);
    }

    /// Does nothing while it is up.
    void start() {
        if (run == null) {
            trace.say("server", "starts");
            run = new ServerRun(
                    scheduler, disk, random, settings, names::containsKey, () -> scheduler.millis() + clockError);
        }
    }

    boolean isUp() {
        return run != null;
    }

    /// As `kill -9`: what was written and not synced may or may not be there. Nobody's connection is closed by it: that
    /// is the network's to tell.
    void kill() {
        trace.say("server", "is killed");
        if (end()) {
            disk.killed();
        }
    }

    /// Only what was synced is there, perhaps a part of a batch more.
    void powerCut() {
        trace.say("server", "loses power");
        if (end()) {
            disk.powerCut();
        }
    }

    /// @return whether it was up
    private boolean end() {
        if (run == null) {
            return false;
        }
        run.kill();
        run = null;
        return true;
    }

    /// Empty while it is down.
    Optional<ServerEnd> accept(UserId user, DeviceId device, ClientEnd client) {
        return Optional.ofNullable(run)
                .map(up -> plant.fromClient(up.accept(user, device, plant.toClient(user, client))));
    }

    /// Fails the next write: nobody knows whether it happened, and for a moment the store is closed.
    ///
    /// @param written whether it is there all the same
    void failNextSync(boolean written) {
        trace.say("server", "is to fail the next sync, written:", written);
        disk.failNextSync(written);
    }

    void setFull(boolean full) {
        trace.say("server", full ? "has a full disk" : "has room on the disk");
        disk.setFull(full);
    }

    /// From now on each sync takes so much longer.
    void slowDisk(long micros) {
        trace.say("server", "has a disk slower by µs", micros);
        disk.slow(micros);
    }

    /// Its clock on the wall; also backwards.
    void jumpClock(long millis) {
        trace.say("server", "has its clock jump by ms", millis);
        clockError += millis;
    }

    /// Takes a copy of the store as it is durable now.
    void backUp() {
        trace.say("server", "is backed up");
        disk.backUp();
    }

    /// Puts the copy in place, under a new epoch; without a copy, does nothing. A server that was up is killed, and up
    /// again over the copy.
    void restore() {
        if (disk.hasCopy()) {
            boolean wasUp = end();
            disk.restore();
            trace.say("server", "is restored, epoch", epoch());
            if (wasUp) {
                start();
            }
        }
    }

    void register(UserId user, String name) {
        names.put(user, name);
    }

    Optional<Person> lookUp(String name) {
        return names.entrySet().stream()
                .filter(known -> known.getValue().equals(name))
                .findFirst()
                .map(known -> new Person(known.getKey(), known.getValue()));
    }

    List<Person> describe(List<UserId> users) {
        return users.stream()
                .flatMap(user -> Optional.ofNullable(names.get(user)).map(name -> new Person(user, name)).stream())
                .toList();
    }

    /// Everything that is durable, whole and ascending.
    Map<ConversationId, List<Item>> logs() {
        return disk.logs(names.keySet());
    }

    /// Of everybody who has one.
    Map<ConversationId, Map<UserId, Cursor>> cursors() {
        return disk.cursors(names.keySet());
    }

    String epoch() {
        return disk.epoch();
    }
}
