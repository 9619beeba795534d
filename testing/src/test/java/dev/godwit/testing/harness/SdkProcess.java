package dev.godwit.testing.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// An application with the SDK in a process of its own, so that it can be killed like one.
public final class SdkProcess implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final ChildJvm process;

    private SdkProcess(ChildJvm process) {
        this.process = process;
        process.awaitLine(0, line -> line.equals("ok open"), BOUND);
    }

    public static SdkProcess open(Path profile) {
        return open(profile, Duration.ZERO, Map.of());
    }

    /// @param clockOffset how wrong the device's clock is
    /// @param environment added to the process's own, such as `LD_PRELOAD`
    public static SdkProcess open(Path profile, Duration clockOffset, Map<String, String> environment) {
        return new SdkProcess(ChildJvm.start(
                List.of(),
                List.of("-Xmx256m"),
                environment,
                SdkMain.class.getName(),
                List.of(profile.toString(), Long.toString(clockOffset.toSeconds()))));
    }

    /// Says one command (see `SdkMain`) and answers with what follows `ok COMMAND `.
    public String command(String line) {
        int from = process.lineCount();
        process.say(line);
        String prefix = "ok " + line.split(" ", 2)[0] + " ";
        String answer = process.awaitLine(from, l -> l.startsWith(prefix) || l.startsWith("failed "), BOUND);
        if (answer.startsWith("failed ")) {
            throw new AssertionError(line + ": " + answer + process.output());
        }
        return answer.substring(prefix.length());
    }

    /// Says it without waiting for the answer.
    public void say(String line) {
        process.say(line);
    }

    /// Texts of all messages that this process reported as pending, in order.
    public List<String> reportedPending() {
        return process.stdout().stream()
                .filter(line -> line.startsWith("pending "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    public ChildJvm process() {
        return process;
    }

    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}
