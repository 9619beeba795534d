package dev.godwit.testing.harness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A real Godwit server in a process of its own.
public final class ServerProcess implements AutoCloseable {
    public static final String MAIN = "dev.godwit.cli.Main";
    private static final Pattern READY = Pattern.compile("Godwit is ready at http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern SETUP = Pattern.compile("Setup code: (\\S+)");
    private static final Duration START = Duration.ofSeconds(60);

    private final Options options;
    private ChildJvm process;
    private int port;
    private Duration startTime;

    /// @param prefix      put before the command, such as `strace …`
    /// @param environment added to it, such as `LD_PRELOAD`
    public record Options(
            Path data,
            List<String> prefix,
            List<String> jvmOptions,
            Map<String, String> environment,
            List<String> serveOptions) {
        public static Options in(Path data) {
            return new Options(data, List.of(), List.of("-Xmx256m"), Map.of(), List.of());
        }

        public Options prefix(String... words) {
            return new Options(data, List.of(words), jvmOptions, environment, serveOptions);
        }

        public Options jvm(String... more) {
            var all = new ArrayList<>(jvmOptions);
            all.addAll(List.of(more));
            return new Options(data, prefix, all, environment, serveOptions);
        }

        public Options environment(Map<String, String> variables) {
            return new Options(data, prefix, jvmOptions, variables, serveOptions);
        }

        public Options serve(String... more) {
            var all = new ArrayList<>(serveOptions);
            all.addAll(List.of(more));
            return new Options(data, prefix, jvmOptions, environment, all);
        }
    }

    private ServerProcess(Options options) {
        this.options = options;
        long started = System.nanoTime();
        this.process = launch(options, 0);
        this.startTime = Duration.ZERO;
        awaitReady(started);
    }

    public static ServerProcess start(Path data) {
        return new ServerProcess(Options.in(data));
    }

    public static ServerProcess start(Options options) {
        return new ServerProcess(options);
    }

    /// Starts one that is expected to give up; the caller looks at its exit code and words.
    public static ChildJvm launch(Options options, int port) {
        var arguments = new ArrayList<>(
                List.of("serve", "--data", options.data().toString(), "--port", Integer.toString(port)));
        arguments.addAll(options.serveOptions());
        return ChildJvm.start(options.prefix(), options.jvmOptions(), options.environment(), MAIN, arguments);
    }

    private void awaitReady(long started) {
        try {
            String line = process.awaitLine(0, l -> READY.matcher(l).find(), START);
            startTime = Duration.ofNanos(System.nanoTime() - started);
            Matcher matcher = READY.matcher(line);
            if (!matcher.find()) {
                throw new AssertionError("cannot happen: " + line);
            }
            port = Integer.parseInt(matcher.group(1));
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }

    /// The code with which the first account is made; fails on a store that is not empty.
    public String setupCode() {
        Matcher matcher =
                SETUP.matcher(process.awaitLine(0, l -> SETUP.matcher(l).find(), Duration.ofSeconds(5)));
        if (!matcher.find()) {
            throw new AssertionError("cannot happen");
        }
        return matcher.group(1);
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public ChildJvm process() {
        return process;
    }

    /// From the start of the process to its ready line.
    public Duration startTime() {
        return startTime;
    }

    public Path data() {
        return options.data();
    }

    public void kill() {
        process.kill();
    }

    public int stop() {
        return process.terminate(Duration.ofSeconds(20));
    }

    /// On the same port, after [#kill] or [#stop].
    public void startAgain() {
        startAgain(options);
    }

    public void startAgain(Options changed) {
        long started = System.nanoTime();
        process = launch(changed, port);
        awaitReady(started);
    }

    @Override
    public void close() {
        process.close();
    }
}
