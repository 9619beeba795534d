package dev.godwit.testing.torture;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What can be done to those under torture. A word before a dash names all of its kind: `kill` is
/// `kill-server` and `kill-client`.
enum Trouble {
    KILL_SERVER("kill-server", "kill -9 of the server", 7),
    KILL_CLIENT("kill-client", "kill -9 of a client process", 7),
    POWER_SERVER("power-server", "power cut of the server: what it had not flushed is gone", 3),
    POWER_CLIENT("power-client", "power cut of a client process", 3),
    RESTART("restart", "orderly stop and start of the server", 1),
    FREEZE_SERVER("freeze-server", "the server stands still (SIGSTOP), and goes on", 1),
    FREEZE_CLIENT("freeze-client", "a client process stands still, and goes on", 1),
    CUT("cut", "connections are reset, and new ones too", 3),
    HOLE("hole", "connections stay, nothing arrives", 3),
    SLOW("slow", "connections of a few kilobytes a second", 2),
    NET("net", "packets late, lost, twice, in another order, at a low rate (in a network namespace)", 3),
    CLOCK("clock", "the clock of a client jumps, by up to ten years", 2),
    SYNC("sync", "the server's disk refuses to flush (EIO)", 1),
    FULL_SERVER("full-server", "the server's disk is full", 2),
    FULL_CLIENT("full-client", "a client's disk is full", 2),
    RESTORE("restore", "an older copy of the server's store is put back", 0);

    private final String word;
    private final String description;
    private final int weight;

    Trouble(String word, String description, int weight) {
        this.word = word;
        this.description = description;
        this.weight = weight;
    }

    String word() {
        return word;
    }

    String description() {
        return description;
    }

    /// How often it comes, beside the others; 0: by the clock, see [Schedule].
    int weight() {
        return weight;
    }

    /// Whether a process dies of it without being asked.
    boolean kills() {
        return switch (this) {
            case KILL_SERVER, KILL_CLIENT, POWER_SERVER, POWER_CLIENT -> true;
            case RESTART,
                    FREEZE_SERVER,
                    FREEZE_CLIENT,
                    CUT,
                    HOLE,
                    SLOW,
                    NET,
                    CLOCK,
                    SYNC,
                    FULL_SERVER,
                    FULL_CLIENT,
                    RESTORE -> false;
        };
    }

    /// @throws IllegalArgumentException naming all words when one of these is none
    static Set<Trouble> named(List<String> words) {
        var found = EnumSet.noneOf(Trouble.class);
        for (String each : words) {
            var fitting = EnumSet.noneOf(Trouble.class);
            for (Trouble trouble : values()) {
                if (trouble.word.equals(each) || trouble.word.startsWith(each + "-")) {
                    fitting.add(trouble);
                }
            }
            if (fitting.isEmpty()) {
                throw new IllegalArgumentException("'" + each + "' is none of " + words());
            }
            found.addAll(fitting);
        }
        return found;
    }

    static List<String> words() {
        return List.of(values()).stream().map(Trouble::word).toList();
    }
}
