package dev.godwit.testing.simulation;

import dev.godwit.client.core.Person;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The server: one disk, and one run of the real core over it after the other.
final class SimServer {
    private final Scheduler scheduler;
    private final Trace trace;
    private final RandomGenerator random;
    private final Settings settings;
    private final Map<UserId, String> names = new LinkedHashMap<>();
    private boolean up;

    /// @param late      how often a thread of the server comes late, from 0 to 1
    /// @param strangers whether anybody may make an account here, so that a first 1:1 is a request
    /// @param window    how many requests of one session may be unanswered at once
    /// @param largeFrom members from which on a group is large
    record Settings(double late, boolean strangers, int window, int largeFrom) {
        static final Settings DEFAULT = new Settings(0.02, false, 64, 500);
    }

    SimServer(Scheduler scheduler, Trace trace, RandomGenerator random, Settings settings) {
        this.scheduler = scheduler;
        this.trace = trace;
        this.random = random;
        this.settings = settings;
    }

    void start() {
        up = true;
        trace.say("server", "starts", scheduler.millis(), random.nextLong(), settings);
    }

    boolean isUp() {
        return up;
    }

    /// As `kill -9`: what was written and not synced may or may not be there.
    void kill() {
        up = false;
    }

    /// Only what was synced is there, perhaps a part of a batch more.
    void powerCut() {
        up = false;
    }

    /// Empty while it is down.
    Optional<ServerEnd> accept(UserId user, DeviceId device, ClientEnd client) {
        trace.say("server", "is not there yet", user, device, client);
        return Optional.empty();
    }

    /// @param written whether it is there all the same
    void failNextSync(boolean written) {
        trace.say("server", "the next sync fails", written);
    }

    void setFull(boolean full) {
        trace.say("server", "full", full);
    }

    /// From now on each sync takes so much longer.
    void slowDisk(long micros) {
        trace.say("server", "slow", micros);
    }

    /// Its clock on the wall; also backwards.
    void jumpClock(long millis) {
        trace.say("server", "jump", millis);
    }

    /// Takes a copy of the store as it is durable now.
    void backUp() {
        trace.say("server", "backs up");
    }

    /// Puts the copy in place, under a new epoch, and starts again; does nothing without a copy.
    void restore() {
        trace.say("server", "is restored");
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
        return Map.of();
    }

    Map<ConversationId, Map<UserId, Cursor>> cursors() {
        return Map.of();
    }

    String epoch() {
        return "";
    }
}
