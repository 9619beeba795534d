package dev.godwit.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a seed decides before anything happens.
///
/// @param people    how many devices each has in the beginning
/// @param acts      how often somebody does something
/// @param millis    how long it all takes, before everything is mended
/// @param offline   whether everybody begins without a network
/// @param restores  whether the server's store is replaced by an older copy on the way
record Plan(List<Integer> people, int acts, long millis, boolean offline, boolean restores, SimServer.Settings server) {
    private static final List<String> NAMES = List.of("alice", "bob", "carol", "dora", "erin");
    private static final List<Long> LENGTHS = List.of(8_000L, 20_000L, 40_000L, 150_000L);
    private static final int LARGE = 3;

    Plan {
        people = List.copyOf(people);
    }

    /// Seeds that end in 9 restore older copies; what may be expected then is less, so they are told apart.
    static boolean restores(long seed) {
        return Math.floorMod(seed, 10) == 9;
    }

    static Plan of(long seed, RandomGenerator random) {
        int count = 2 + random.nextInt(NAMES.size() - 1);
        boolean singles = random.nextInt(8) == 0;
        boolean large = random.nextInt(10) == 0;
        var people = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            people.add(singles ? 1 : 1 + random.nextInt(1 + random.nextInt(3)));
        }
        var server = new SimServer.Settings(
                random.nextInt(3) == 0 ? random.nextDouble() * 0.3 : 0.01,
                random.nextInt(4) == 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 64,
                large ? LARGE : SimServer.Settings.DEFAULT.largeFrom(),
                random.nextInt(4) == 0 ? 5 + random.nextInt(20) : SimServer.Settings.DEFAULT.frames());
        return new Plan(
                people,
                15 + random.nextInt(45),
                LENGTHS.get(random.nextInt(LENGTHS.size())),
                random.nextInt(6) == 0,
                restores(seed),
                server);
    }

    static String name(int person) {
        return NAMES.get(person);
    }
}
