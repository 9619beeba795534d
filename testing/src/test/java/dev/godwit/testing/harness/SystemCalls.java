package dev.godwit.testing.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Watches a process's system calls with strace.
public final class SystemCalls implements AutoCloseable {
    private static final Pattern WHOLE = Pattern.compile("(\\d+) +(\\w+)\\((.*)\\) += (-?\\d+|\\?).*");
    private static final Pattern BEGUN = Pattern.compile("(\\d+) +(\\w+)\\((.*) <unfinished \\.\\.\\.>");
    private static final Pattern ENDED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)\\) += (-?\\d+|\\?).*");

    /// One call; `begun` and `ended` are its places in the order of everything that happened.
    public record Call(int begun, int ended, String name, String arguments, String result) {}

    private final Process strace;
    private final Path output;

    private SystemCalls(Process strace, Path output) {
        this.strace = strace;
        this.output = output;
    }

    /// @param calls names, separated by commas
    public static SystemCalls watch(long pid, String calls, Path output) {
        var builder = new ProcessBuilder(
                "strace",
                "-f",
                "-y",
                "-s",
                "2048",
                "-e",
                "trace=" + calls,
                "-o",
                output.toString(),
                "-p",
                Long.toString(pid));
        builder.redirectErrorStream(true);
        Path words = output.resolveSibling(output.getFileName() + ".stderr");
        builder.redirectOutput(words.toFile());
        Process strace;
        try {
            strace = builder.start();
        } catch (IOException e) {
            throw new AssertionError("This test needs strace: install the package of that name.", e);
        }
        try {
            Await.until(
                    () -> "strace attached; it says: " + read(words) + " (it needs the right to ptrace)",
                    Await.BOUND,
                    () -> read(words).contains(" attached"));
        } catch (AssertionError e) {
            strace.destroyForcibly();
            throw e;
        }
        return new SystemCalls(strace, output);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Stops watching and says what happened.
    public List<Call> stop() {
        strace.destroy();
        try {
            if (!strace.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("strace does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return parse(read(output).lines().toList());
    }

    private static List<Call> parse(List<String> lines) {
        var calls = new ArrayList<Call>();
        Map<String, Integer> begun = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher whole = WHOLE.matcher(lines.get(i));
            Matcher start = BEGUN.matcher(lines.get(i));
            Matcher end = ENDED.matcher(lines.get(i));
            if (end.matches()) {
                Integer at = begun.remove(end.group(1) + end.group(2));
                if (at != null) {
                    Matcher first = BEGUN.matcher(lines.get(at));
                    String arguments = first.matches() ? first.group(3) + end.group(3) : end.group(3);
                    calls.add(new Call(at, i, end.group(2), arguments, end.group(4)));
                }
            } else if (start.matches()) {
                begun.put(start.group(1) + start.group(2), i);
            } else if (whole.matches()) {
                calls.add(new Call(i, i, whole.group(2), whole.group(3), whole.group(4)));
            }
        }
        return calls;
    }

    @Override
    public void close() {
        strace.destroyForcibly();
    }
}
