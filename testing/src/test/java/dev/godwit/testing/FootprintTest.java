package dev.godwit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a server needs to start and to hold people who say nothing. Figures are printed; the bounds are generous,
/// because other work shares the machine.
class FootprintTest {
    private static final int CONNECTIONS = 2_000;
    private static final Pattern TOTAL = Pattern.compile("Total +(\\d+) +(\\d+)");
    private static final Pattern ROW = Pattern.compile("\\d+: +(\\d+) +\\d+ +(\\S+)");
    private static final Pattern HTTP = Pattern.compile(
            "^io\\.vertx\\.(core\\.http|ext\\.web)\\.|^io\\.netty\\.handler\\.codec\\.http\\.(?!websocketx)");
    private static final List<String> HANDLERS = List.of(
            "io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder",
            "io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder",
            "io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator",
            "dev.godwit.server.gateway.WebSocketWire");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    @TempDir
    Path directory;

    @Test
    void startIsQuickAndAnIdleServerIsSmall() throws IOException {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            Person alice = People.register(server, "alice").getFirst();
            try (var wire = Wire.open(server.port(), alice.token())) {
                Chat.say(wire, alice, alice, "so that everything was used once");
            }
            long first = server.startTime().toMillis();
            assertEquals(0, server.stop());
            server.startAgain();
            long resident = resident(server);
            System.out.printf(
                    "start to ready: %d ms on an empty store, %d ms on the next start; idle RSS %d MiB%n",
                    first, server.startTime().toMillis(), resident / 1_024);
            assertTrue(server.startTime().toMillis() < 8_000);
            assertTrue(resident < 300 * 1_024, "RSS " + resident + " KiB");
        }
    }

    @Test
    void anIdleSessionTakesLittleHeap() throws IOException {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            Person alice = People.register(server, "alice").getFirst();
            var wires = new ArrayList<Wire>();
            try {
                for (int i = 0; i < 50; i++) {
                    wires.add(Wire.open(server.port(), alice.token()));
                }
                Histogram before = histogram(server);
                for (int i = 0; i < CONNECTIONS; i++) {
                    wires.add(Wire.open(server.port(), alice.token()));
                }
                Histogram after = histogram(server);
                long each = (after.bytes() - before.bytes()) / CONNECTIONS;
                System.out.printf(
                        "idle sessions: %d more of them take %d bytes of heap each; RSS %d MiB%n%s%n",
                        CONNECTIONS, each, resident(server) / 1_024, String.join("\n", after.top()));
                assertTrue(each <= 4_096, "bytes per idle session: " + each);
                assertTakenOver(after);
            } finally {
                wires.forEach(Wire::close);
            }
        }
    }

    /// What is left of each connection after the takeover: Netty's channel and our four handlers, and nothing of the
    /// HTTP server, whose objects would be most of a session.
    private static void assertTakenOver(Histogram histogram) {
        for (String ours : HANDLERS) {
            assertTrue(histogram.count(ours) >= CONNECTIONS, () -> ours + " is not in every pipeline");
        }
        for (String line : histogram.lines()) {
            var row = ROW.matcher(line);
            if (row.find() && HTTP.matcher(row.group(2)).find()) {
                assertTrue(Long.parseLong(row.group(1)) < CONNECTIONS / 2, "one for each session: " + line);
            }
        }
    }

    record Histogram(long bytes, List<String> lines) {
        long count(String name) {
            return lines.stream()
                    .map(ROW::matcher)
                    .filter(row -> row.find() && row.group(2).equals(name))
                    .mapToLong(row -> Long.parseLong(row.group(1)))
                    .sum();
        }

        List<String> top() {
            return lines.subList(0, Math.min(lines.size(), 14));
        }
    }

    /// Live objects only: asking for it runs a full collection first.
    private static Histogram histogram(ServerProcess server) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(server.pid()),
                "GC.class_histogram");
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), UTF_8);
        try {
            assertTrue(jcmd.waitFor(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        var total = TOTAL.matcher(said);
        assertTrue(total.find(), said);
        return new Histogram(
                Long.parseLong(total.group(2)), said.lines().skip(1).toList());
    }

    /// KiB.
    private static long resident(ServerProcess server) throws IOException {
        var matcher = RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(server.pid()), "status")));
        assertTrue(matcher.find());
        return Long.parseLong(matcher.group(1));
    }
}
