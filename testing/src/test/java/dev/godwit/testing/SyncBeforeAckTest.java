package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.SystemCalls;
import dev.godwit.testing.harness.SystemCalls.Call;
import dev.godwit.testing.harness.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kernel sees: the WAL is on the disk before `sent` leaves.
class SyncBeforeAckTest {
    private static final String CALLS =
            "fdatasync,fsync,write,writev,pwrite64,sendto,sendmsg,read,readv,recvfrom,recvmsg";

    @TempDir
    Path directory;

    @Test
    void theWalIsSyncedAfterTheSendArrivedAndBeforeSentLeaves() {
        try (var server = ServerProcess.start(directory.resolve("data"))) {
            List<Person> people = People.register(server, "alice", "bob");
            Person alice = people.get(0);
            Person bob = people.get(1);
            try (var wire = Wire.open(server.port(), alice.token());
                    var bobs = Wire.open(server.port(), bob.token())) {
                Chat.say(wire, alice, bob, "warm");
                var sends = new ArrayList<ClientFrame.Send>();
                List<Call> calls;
                try (var watch = SystemCalls.watch(server.pid(), CALLS, directory.resolve("strace"))) {
                    for (int i = 0; i < 20; i++) {
                        var send = Chat.message(alice, bob, "traced " + i);
                        sends.add(send);
                        Chat.deliver(wire, send);
                        bobs.await(
                                dev.godwit.protocol.ServerFrame.Pushed.class,
                                pushed -> pushed.entry().id().equals(send.id()));
                    }
                    calls = watch.stop();
                }
                sends.forEach(send -> assertSyncedBeforeAck(calls, send.id().value()));
                System.out.printf(
                        "system calls: %d sends, each with the WAL's fdatasync between its arrival and its ack%n",
                        sends.size());
            }
        }
    }

    private void assertSyncedBeforeAck(List<Call> calls, String id) {
        Call arrived = first(calls, 0, "the send arrived", call -> isRead(call) && has(call, id));
        Call logged = first(
                calls, arrived.ended(), "the WAL was written", call -> isWrite(call) && isWal(call) && has(call, id));
        Call synced = first(
                calls,
                logged.ended(),
                "the WAL was synced",
                call -> call.name().endsWith("sync")
                        && isWal(call)
                        && call.result().equals("0"));
        Call acked = first(
                calls,
                0,
                "`sent` left",
                call -> isWrite(call) && !isWal(call) && has(call, "\\\"t\\\":\\\"sent\\\"") && has(call, id));
        Call pushed = first(
                calls,
                0,
                "the push left",
                call -> isWrite(call) && !isWal(call) && has(call, "\\\"t\\\":\\\"entry\\\"") && has(call, id));
        assertTrue(synced.ended() < acked.begun(), () -> "acked before the sync: " + synced + "\n" + acked);
        assertTrue(synced.ended() < pushed.begun(), () -> "pushed before the sync: " + synced + "\n" + pushed);
    }

    private static Call first(List<Call> calls, int from, String what, Predicate<Call> wanted) {
        return calls.stream()
                .filter(call -> call.begun() >= from)
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No system call says that " + what + ". There are "
                        + calls.size() + "; those that sync: "
                        + calls.stream().filter(c -> c.name().endsWith("sync")).toList()));
    }

    private static boolean isRead(Call call) {
        return call.name().startsWith("read") || call.name().startsWith("recv");
    }

    private static boolean isWrite(Call call) {
        return call.name().contains("write") || call.name().startsWith("send");
    }

    private boolean isWal(Call call) {
        String arguments = call.arguments();
        int end = arguments.indexOf('>');
        String file = end < 0 ? "" : arguments.substring(0, end);
        return file.contains(directory.resolve("data/log").toString()) && file.endsWith(".log");
    }

    private static boolean has(Call call, String text) {
        return call.arguments().contains(text);
    }
}
