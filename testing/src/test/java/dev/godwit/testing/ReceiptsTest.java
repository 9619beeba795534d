package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.RunningServer;
import dev.godwit.testing.harness.Wire;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// One tick, two ticks, blue ticks; also when nobody is online at the same time.
class ReceiptsTest {
    @RegisterExtension
    static final RunningServer server = RunningServer.with("alice");

    private final Person alice = server.person("alice");

    private static Person somebody(String name) {
        return server.join(name);
    }

    @Test
    void aReceiptReachesTheSenderWhoIsOnline() {
        Person bob = somebody("bob");
        try (var alices = Wire.open(server.port(), alice.token());
                var bobs = Wire.open(server.port(), bob.token())) {
            long seq = Chat.say(alices, alice, bob, "hello").seq();
            bobs.send(receipts(alice.with(bob), new Cursor(seq, 0)));
            assertEquals(
                    new Cursor(seq, 0), alices.await(ServerFrame.Receipt.class).cursor());
            bobs.send(receipts(alice.with(bob), new Cursor(seq, seq)));
            var read = alices.await(ServerFrame.Receipt.class);
            assertEquals(new Cursor(seq, seq), read.cursor());
            assertEquals(bob.user(), read.user());
        }
    }

    @Test
    void aReceiptMadeOfflineArrivesWithHelloAlsoWhenTheSenderIsOffline() {
        Person carol = somebody("carol");
        var conversation = alice.with(carol);
        long seq;
        String mark;
        try (var alices = Wire.connect(server.port())) {
            alices.hello(alice.token());
            alices.await(ServerFrame.Current.class);
            seq = Chat.say(alices, alice, carol, "read this later").seq();
            alices.send(new ClientFrame.Check(Optional.empty()));
            mark = alices.await(ServerFrame.Current.class).mark();
        }
        try (var carols = Wire.connect(server.port())) {
            carols.send(new ClientFrame.Hello(
                    Limits.VERSION,
                    Optional.of(carol.token()),
                    "godwit-testing",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(new ClientFrame.OwnCursor(conversation, new Cursor(seq, seq)))));
            carols.await(ServerFrame.Current.class);
            // The answer to a check says that receipts before it are on disk.
            carols.send(new ClientFrame.Check(Optional.empty()));
            carols.await(ServerFrame.Current.class);
        }
        server.process().kill();
        server.process().startAgain();
        try (var alices = Wire.connect(server.port())) {
            alices.send(new ClientFrame.Hello(
                    Limits.VERSION,
                    Optional.of(alice.token()),
                    "godwit-testing",
                    Optional.empty(),
                    Optional.of(mark),
                    Optional.empty(),
                    List.of()));
            var changes = alices.await(ServerFrame.Changes.class);
            assertEquals(new Cursor(seq, seq), cursorOf(changes, conversation, carol));
        }
    }

    @Test
    void cursorsOnlyGrowAndNeverPassTheHead() {
        Person dave = somebody("dave");
        var conversation = alice.with(dave);
        try (var alices = Wire.open(server.port(), alice.token());
                var daves = Wire.open(server.port(), dave.token())) {
            long first = Chat.say(alices, alice, dave, "one").seq();
            long second = Chat.say(alices, alice, dave, "two").seq();
            daves.send(receipts(conversation, new Cursor(second, second)));
            alices.await(ServerFrame.Receipt.class, r -> r.cursor().read() == second);
            daves.send(receipts(conversation, new Cursor(first, first)));
            daves.send(receipts(conversation, new Cursor(second + 1_000, second + 1_000)));
            daves.send(new ClientFrame.Check(Optional.empty()));
            daves.await(ServerFrame.Current.class);
            try (var again = Wire.connect(server.port())) {
                again.hello(alice.token());
                var changes = again.await(
                        ServerFrame.Changes.class,
                        c -> c.conversations().stream()
                                .anyMatch(change -> change.conversation().equals(conversation)));
                assertEquals(new Cursor(second, second), cursorOf(changes, conversation, dave));
            }
            assertTrue(alices.take(ServerFrame.Receipt.class, r -> r.cursor().read() != second)
                    .isEmpty());
        }
    }

    private static ClientFrame.Receipts receipts(ConversationId conversation, Cursor cursor) {
        return new ClientFrame.Receipts(List.of(new ClientFrame.OwnCursor(conversation, cursor)));
    }

    private static Cursor cursorOf(ServerFrame.Changes changes, ConversationId conversation, Person person) {
        return changes.conversations().stream()
                .filter(change -> change.conversation().equals(conversation))
                .flatMap(change -> change.cursors().stream())
                .filter(cursor -> cursor.user().equals(person.user()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cursor of " + person.name() + " in " + changes))
                .cursor();
    }
}
