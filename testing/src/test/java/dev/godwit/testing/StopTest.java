package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LoadSender;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGTERM: tell the clients, finish what was accepted, close.
class StopTest {
    @TempDir
    Path directory;

    @Test
    void anOrderlyStopTellsTheClientsAndLosesNothingUnderLoad() {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            try (var load = new LoadSender(server::port, alice, bob, "load", 16, Integer.MAX_VALUE - 1, 1)) {
                for (int round = 0; round < 2; round++) {
                    int before = load.ackedCount();
                    Await.until("messages are acked", () -> load.ackedCount() > before + 50);
                    try (var listener = Wire.open(server.port(), bob.token())) {
                        long begun = System.nanoTime();
                        assertEquals(0, server.stop(), () -> server.process().output());
                        assertTrue(listener.await(ServerFrame.Draining.class).retryAfter() >= 0);
                        listener.awaitClosed();
                        long millis = (System.nanoTime() - begun) / 1_000_000;
                        assertTrue(millis < 10_000, "took " + millis + " ms");
                    }
                    server.startAgain();
                }
                load.finish();
                Await.until("everything begun is acked", load::isDone);
                assertEquals(List.of(), load.faults());
                try (var wire = Wire.open(server.port(), bob.token())) {
                    LogCheck.holds(LogCheck.gapless(Chat.items(wire, load.conversation())), Map.of(load, load.acked()));
                }
            }
        }
    }
}
