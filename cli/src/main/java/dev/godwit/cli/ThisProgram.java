package dev.godwit.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to start another process of this program.
public final class ThisProgram {
    private ThisProgram() {}

    /// The launcher where this process came from it, because it knows the start-up archive; else the same JVM and class
    /// path. A child of the launcher never builds.
    public static List<String> command(Map<String, String> environment) {
        return Optional.ofNullable(environment.get("GODWIT_LAUNCHER"))
                .filter(launcher -> !launcher.isEmpty())
                .map(List::of)
                .orElseGet(() -> List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
    }
}
