package dev.godwit.testing.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A Java program of ours in a process of its own, on the class path of this one.
///
/// Its output is kept line by line (`-Dgodwit.echo=true` shows it as it comes). It is killed when it is closed,
/// whatever happened.
public final class ChildJvm implements AutoCloseable {
    private static final boolean ECHO = Boolean.getBoolean("godwit.echo");
    /// Where native code lies unpacked, a child uses it too: else it unpacks it anew at each start, 17 MB that stay
    /// behind after each kill.
    private static final List<String> NATIVES = System.getProperty("org.sqlite.lib.path") == null
            ? List.of()
            : Stream.of("java.library.path", "org.sqlite.lib.path")
                    .map(name -> "-D" + name + "=" + System.getProperty(name))
                    .toList();

    private final String name;
    private final Process process;
    private final BufferedWriter stdin;
    private final List<String> stdout = new ArrayList<>();
    private final List<String> stderr = new ArrayList<>();
    private final Thread outReader;
    private final Thread errReader;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.stdin = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8));
        this.outReader = collect(process.getInputStream(), stdout);
        this.errReader = collect(process.getErrorStream(), stderr);
    }

    /// @param prefix put before the java command, such as `strace …`
    public static ChildJvm start(
            List<String> prefix,
            List<String> jvmOptions,
            Map<String, String> environment,
            String mainClass,
            List<String> arguments) {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(NATIVES);
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try {
            return new ChildJvm(mainClass.substring(mainClass.lastIndexOf('.') + 1), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + command.getFirst(), e);
        }
    }

    private Thread collect(InputStream stream, List<String> into) {
        return Thread.ofPlatform().daemon(true).start(() -> {
            try (var lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (ECHO) {
                        System.out.println(name + ": " + line);
                    }
                    synchronized (this) {
                        into.add(line);
                        notifyAll();
                    }
                }
            } catch (IOException e) {
                // The process was killed in the middle of a line: what came before it is what there is.
                return;
            }
        });
    }

    public void say(String line) {
        try {
            stdin.write(line);
            stdin.newLine();
            stdin.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " does not listen any more" + output(), e);
        }
    }

    /// The first line of stdout at or after index `from` that matches; fails when the process ends before it came.
    public String awaitLine(int from, Predicate<String> wanted, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        synchronized (this) {
            int looked = from;
            while (true) {
                for (; looked < stdout.size(); looked++) {
                    if (wanted.test(stdout.get(looked))) {
                        return stdout.get(looked);
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                boolean ended = !process.isAlive() && !outReader.isAlive();
                if (left <= 0 || ended) {
                    throw new AssertionError(name + (ended ? " ended" : " did not say it within " + bound) + output());
                }
                try {
                    wait(Math.min(left, 50));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError("interrupted", e);
                }
            }
        }
    }

    public synchronized int lineCount() {
        return stdout.size();
    }

    public synchronized List<String> stdout() {
        return List.copyOf(stdout);
    }

    public synchronized List<String> stderr() {
        return List.copyOf(stderr);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// kill -9, and returns when the kernel has taken the process away.
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /// SIGTERM.
    public int terminate(Duration bound) {
        process.destroy();
        return awaitExit(bound);
    }

    public int awaitExit(Duration bound) {
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " did not end within " + bound + output());
            }
            outReader.join(2_000);
            errReader.join(2_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    public Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    public synchronized String output() {
        return "\n--- stdout of " + name + "\n" + tail(stdout) + "\n--- stderr of " + name + "\n" + tail(stderr);
    }

    private static String tail(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        kill();
    }
}
