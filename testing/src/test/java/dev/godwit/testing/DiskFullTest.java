package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.Mount;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.ServerProcess.Options;
import dev.godwit.testing.harness.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk fills up, on a file system small enough for a test.
class DiskFullTest {
    private static final int MIB = 1024 * 1024;
    private static final int RESERVE = 24;

    @TempDir
    Path directory;

    @Test
    void sendsAreRefusedBeforeTheDiskIsFullReadsGoOnAndItRecoversByItself() throws IOException {
        try (var mount = Mount.ofMebibytes(96, directory.resolve("small"))) {
            var options = Options.in(mount.path().resolve("data")).serve("--reserve", Integer.toString(RESERVE));
            try (var server = ServerProcess.start(options)) {
                List<Person> people = People.register(server, "alice", "bob");
                fill(server, people.get(0), people.get(1), mount.path());
            }
        }
    }

    private static void fill(ServerProcess server, Person alice, Person bob, Path disk) throws IOException {
        var acked = new ArrayList<ServerFrame.Sent>();
        ClientFrame.Send refusedSend;
        try (var wire = Wire.open(server.port(), alice.token());
                var bobs = Wire.open(server.port(), bob.token())) {
            acked.add(Chat.say(wire, alice, bob, "while there is room"));
            Path filler = disk.resolve("filler");
            long free = Files.getFileStore(disk).getUsableSpace();
            Files.write(filler, new byte[(int) (free - (RESERVE + 8L) * MIB)]);
            refusedSend = sendUntilRefused(wire, alice, bob, acked);
            long left = Files.getFileStore(disk).getUsableSpace();
            assertTrue(left > (RESERVE / 2) * (long) MIB, "refused before the disk is full; left: " + left);
            assertTrue(
                    wire.take(ServerFrame.Sent.class, sent -> sent.id().equals(refusedSend.id()))
                            .isEmpty(),
                    "no ack");

            var log = LogCheck.gapless(Chat.items(bobs, alice.with(bob)));
            assertEquals(acked.size() + 1, log.size(), "reads go on; what was acked is there, and nothing else");
            acked.forEach(sent ->
                    assertEquals(sent.id(), log.get((int) sent.seq() - 1).id()));

            Files.delete(filler);
            var late = new ArrayList<ServerFrame.Sent>();
            Await.until("room is noticed", Duration.ofSeconds(30), () -> {
                wire.send(refusedSend);
                Await.until(
                        "an answer",
                        () -> wire.take(ServerFrame.Sent.class, s -> s.id().equals(refusedSend.id()))
                                        .map(late::add)
                                        .isPresent()
                                || wire.take(ServerFrame.Refused.class, r -> r.id().equals(refusedSend.id()))
                                        .isPresent());
                return !late.isEmpty();
            });
            acked.addAll(late);
        }
        server.kill();
        server.startAgain();
        try (var wire = Wire.open(server.port(), alice.token())) {
            var log = LogCheck.gapless(Chat.items(wire, alice.with(bob)));
            acked.forEach(sent ->
                    assertEquals(sent.id(), log.get((int) sent.seq() - 1).id()));
            System.out.printf(
                    "disk full: %d acked before the reserve was reached, all there afterwards%n", acked.size());
        }
    }

    private static ClientFrame.Send sendUntilRefused(
            Wire wire, Person alice, Person bob, List<ServerFrame.Sent> acked) {
        for (int i = 0; i < 4_000; i++) {
            var send = Chat.message(alice, bob, i + " " + "f".repeat(16_000));
            wire.send(send);
            var refused = new ArrayList<ServerFrame.Refused>();
            Await.until(
                    "an answer",
                    () -> wire.take(ServerFrame.Sent.class, s -> s.id().equals(send.id()))
                                    .map(acked::add)
                                    .isPresent()
                            || wire.take(ServerFrame.Refused.class, r -> r.id().equals(send.id()))
                                    .map(refused::add)
                                    .isPresent());
            if (!refused.isEmpty() && refused.getFirst().code() == Code.THROTTLED) {
                continue;
            }
            if (!refused.isEmpty()) {
                assertEquals(Code.STORAGE_FULL, refused.getFirst().code());
                assertTrue(!refused.getFirst().message().isBlank());
                return send;
            }
        }
        throw new AssertionError("64 MB went into 8 MB and nobody said no");
    }
}
