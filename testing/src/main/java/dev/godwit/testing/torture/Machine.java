package dev.godwit.testing.torture;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What this machine is, and what it lets us do to it. Nothing that says whose it is.
final class Machine {
    private final Disk.Kind disk;
    private final Optional<String> noDisk;
    private final Optional<String> noCompiler;
    private final Optional<String> noNetwork;

    private Machine(Disk.Kind disk, Optional<String> noDisk, Optional<String> noCompiler, Optional<String> noNetwork) {
        this.disk = disk;
        this.noDisk = noDisk;
        this.noCompiler = noCompiler;
        this.noNetwork = noNetwork;
    }

    /// Tries everything out, on a small scale.
    ///
    /// @param scratch a directory of the run
    static Machine explore(Path scratch, Leftovers leftovers) {
        var kind = Disk.Kind.PLAIN;
        String why = "";
        // Twice: a loop device that somebody has just given back may not be ready.
        for (var each : List.of(Disk.Kind.LOOP, Disk.Kind.LOOP, Disk.Kind.MEMORY)) {
            Path trial = scratch.resolve("trial-" + each);
            try (var disk = Disk.ofItsOwn(trial, each, 128, leftovers)) {
                disk.relieve();
                kind = each;
                break;
            } catch (BrokenRun e) {
                why = "no right to mount a file system of our own (be root): " + e.getMessage();
            }
        }
        var compiler =
                Shell.has("cc", "--version") ? Optional.<String>empty() : Optional.of("there is no C compiler (cc)");
        return new Machine(
                kind, kind == Disk.Kind.PLAIN ? Optional.of(why) : Optional.empty(), compiler, NetworkSpace.missing());
    }

    Disk.Kind disk() {
        return disk;
    }

    boolean hasPowerCuts() {
        return noCompiler.isEmpty();
    }

    /// What is asked for and cannot be done here, or only in part, and why.
    Map<Trouble, String> impossible() {
        var all = new EnumMap<Trouble, String>(Trouble.class);
        noCompiler.ifPresent(why -> {
            all.put(Trouble.POWER_SERVER, why);
            all.put(Trouble.POWER_CLIENT, why);
            all.put(Trouble.SYNC, why);
        });
        noDisk.ifPresent(why -> all.put(Trouble.FULL_CLIENT, why));
        noNetwork.ifPresent(why -> all.put(Trouble.NET, why));
        return all;
    }

    /// For the report.
    static String describe() {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, %s of memory, %s %s, JDK %s"
                .formatted(
                        runtime.availableProcessors(),
                        memory(),
                        System.getProperty("os.name"),
                        kernel(),
                        Runtime.version());
    }

    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? Math.round(system.getTotalMemorySize() / 1e9 * 0.931_323) + " GiB"
                : "unknown size";
    }

    /// Its numbers only: what a distribution or a provider adds says more than it should.
    private static String kernel() {
        String version = System.getProperty("os.version");
        int end = 0;
        while (end < version.length() && (Character.isDigit(version.charAt(end)) || version.charAt(end) == '.')) {
            end++;
        }
        return version.substring(0, end);
    }

    /// The system's name for what the data lies on, such as `ext4`.
    static String fileSystem(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
