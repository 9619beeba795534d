package dev.godwit.testing.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.testing.harness.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a server process holds, seen from outside.
final class Vitals {
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");
    private static final Pattern COMPLAINT = Pattern.compile("LEAK|Exception|Error|SEVERE|WARNING|Fault");

    private Vitals() {}

    /// Files are left out: a store opens and closes them as it likes.
    static long sockets(ServerProcess server) {
        try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
            return open.filter(Vitals::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /// Live objects only: asking for it runs a full collection first.
    record Heap(long bytes, String histogram) {
        long count(String type) {
            var row = Pattern.compile("\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type) + "(?: .*)?$", Pattern.MULTILINE)
                    .matcher(histogram);
            return row.find() ? Long.parseLong(row.group(1)) : 0;
        }
    }

    static Heap heap(ServerProcess server) {
        var jcmd = List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                "GC.class_histogram");
        try {
            Process process = new ProcessBuilder(jcmd).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new AssertionError("jcmd does not end");
            }
            var total = TOTAL.matcher(said);
            if (!total.find()) {
                throw new AssertionError(said);
            }
            return new Heap(Long.parseLong(total.group(1)), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// Lines in which it says that something went wrong in it, Netty's leak detector included.
    static List<String> complaints(ServerProcess server) {
        return Stream.concat(server.process().stdout().stream(), server.process().stderr().stream())
                .filter(line -> COMPLAINT.matcher(line).find())
                // Of the JVM itself, about its own future.
                .filter(line -> !line.contains("sun.misc.Unsafe") && !line.contains("has been called by"))
                .toList();
    }
}
