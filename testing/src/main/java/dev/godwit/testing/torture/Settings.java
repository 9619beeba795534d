package dev.godwit.testing.torture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What one run is to do.
///
/// @param duration  of the troubles; settling and checking come on top
/// @param clients   processes with the SDK, of [Cast#SEATS] devices each
/// @param senders   connections that write as fast as the server answers
/// @param perSecond new messages a second by each of those, at most
/// @param actions   things that the users of one client process do a second
/// @param pause     between two troubles, on average
/// @param keep      where everything is kept, also of a run without a violation
record Settings(
        Duration duration,
        long seed,
        int clients,
        int senders,
        int perSecond,
        double actions,
        Duration pause,
        Set<Trouble> troubles,
        Optional<Path> keep) {
    static final int CLIENTS = 4;
    static final int SENDERS = 8;

    static Settings standard(Duration duration, long seed) {
        return new Settings(
                duration,
                seed,
                CLIENTS,
                SENDERS,
                300,
                60,
                Duration.ofMillis(1_800),
                EnumSet.allOf(Trouble.class),
                Optional.empty());
    }

    Settings troubles(Set<Trouble> some) {
        return new Settings(duration, seed, clients, senders, perSecond, actions, pause, some, keep);
    }

    Settings clients(int some) {
        return new Settings(duration, seed, some, senders, perSecond, actions, pause, troubles, keep);
    }

    Settings load(int newSenders, int newPerSecond, double newActions) {
        return new Settings(duration, seed, clients, newSenders, newPerSecond, newActions, pause, troubles, keep);
    }

    Settings pause(Duration mean) {
        return new Settings(duration, seed, clients, senders, perSecond, actions, mean, troubles, keep);
    }

    Settings keep(Optional<Path> directory) {
        return new Settings(duration, seed, clients, senders, perSecond, actions, pause, troubles, directory);
    }

    /// Seldom, but in a short run too.
    Duration betweenRestores() {
        return Duration.ofMillis(Math.min(180_000, duration.toMillis() / 2));
    }

    Duration betweenRests() {
        return Duration.ofMillis(Math.min(120_000, Math.max(20_000, duration.toMillis() / 3)));
    }
}
