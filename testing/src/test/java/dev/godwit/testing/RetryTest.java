package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sending the same again, in every way that a bad network makes a device do it.
class RetryTest {
    @TempDir
    static Path directory;

    private static ServerProcess server;
    private static Person alice;
    private static Person bob;
    private static Person carol;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(directory.resolve("data"));
        List<Person> people = People.register(server, "alice", "bob", "carol");
        alice = people.get(0);
        bob = people.get(1);
        carol = people.get(2);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aRetryAfterARestartAndALotOfOtherTrafficReturnsTheOriginalSeq() {
        ClientFrame.Send send = Chat.message(alice, bob, "the one");
        ServerFrame.Sent original;
        try (var wire = Wire.open(server.port(), alice.token())) {
            original = Chat.deliver(wire, send);
        }
        otherTraffic("before-the-kill", 4_000);
        server.kill();
        server.startAgain();
        otherTraffic("after-the-kill", 1_000);
        assertEquals(0, server.stop());
        server.startAgain();
        try (var wire = Wire.open(server.port(), alice.token())) {
            long size = Chat.log(wire, alice.with(bob)).size();
            assertEquals(original, Chat.deliver(wire, send));
            assertEquals(size, Chat.log(wire, alice.with(bob)).size(), "nothing new is stored");
        }
    }

    private static void otherTraffic(String prefix, int count) {
        try (var toBob = new LoadSender(server::port, alice, bob, prefix + "-ab", 64, count / 2, 1);
                var toCarol = new LoadSender(server::port, bob, carol, prefix + "-bc", 64, count / 2, 2)) {
            Await.until("other traffic is through", () -> toBob.isDone() && toCarol.isDone());
            assertEquals(List.of(), toBob.faults());
        }
    }

    @Test
    void theSameIdWithOtherBytesIsRefusedAndNothingIsStored() {
        try (var wire = Wire.open(server.port(), alice.token())) {
            ClientFrame.Send send = Chat.message(alice, bob, "first version");
            Chat.deliver(wire, send);
            var log = Chat.log(wire, alice.with(bob));
            var refused = Chat.refused(
                    wire, Chat.message(alice, bob, send.id(), Optional.empty(), "second version, same id"));
            assertEquals(Code.ID_REUSED, refused.code());
            assertEquals(log, Chat.log(wire, alice.with(bob)));
        }
    }

    @Test
    void theSameIdOfTwoPeopleIsTwoMessages() {
        var id = Chat.newId();
        try (var alices = Wire.open(server.port(), alice.token());
                var bobs = Wire.open(server.port(), bob.token())) {
            var one = Chat.deliver(alices, Chat.message(alice, bob, id, Optional.empty(), "from alice"));
            var other = Chat.deliver(bobs, Chat.message(bob, alice, id, Optional.empty(), "from bob"));
            assertTrue(other.seq() > one.seq());
        }
    }

    @Test
    void aSendWhosePredecessorIsNotStoredIsNotStoredEither() {
        try (var wire = Wire.open(server.port(), alice.token())) {
            Chat.say(wire, alice, bob, "so that there is a log");
            var log = Chat.log(wire, alice.with(bob));
            var first = Chat.newId();
            var second = Chat.message(alice, bob, Chat.newId(), Optional.of(first), "second");
            assertEquals(Code.AFTER_PENDING, Chat.refused(wire, second).code());
            assertEquals(log, Chat.log(wire, alice.with(bob)));
            var sentFirst = Chat.deliver(wire, Chat.message(alice, bob, first, Optional.empty(), "first"));
            assertEquals(sentFirst.seq() + 1, Chat.deliver(wire, second).seq());
        }
    }

    @Test
    void cancelBurnsAnIdThatNeverArrivedAlsoAfterAKill() {
        var id = Chat.newId();
        var conversation = alice.with(bob);
        try (var wire = Wire.open(server.port(), alice.token())) {
            Chat.say(wire, alice, bob, "so that there is a log");
            wire.send(new ClientFrame.Cancel(conversation, id, Optional.of(bob.user())));
            wire.await(ServerFrame.Cancelled.class, cancelled -> cancelled.id().equals(id));
        }
        server.kill();
        server.startAgain();
        try (var wire = Wire.open(server.port(), alice.token())) {
            var late = Chat.message(alice, bob, id, Optional.empty(), "late");
            assertEquals(Code.CANCELLED, Chat.refused(wire, late).code());
            assertTrue(Chat.log(wire, conversation).stream()
                    .noneMatch(entry -> entry.id().equals(id)));
        }
    }

    @Test
    void cancelOfTheFirstMessageOfAllBurnsItsIdAndMakesNoConversation() {
        Person phone = People.signIn(server, bob);
        var id = Chat.newId();
        var conversation = bob.with(bob);
        try (var wire = Wire.open(server.port(), phone.token())) {
            wire.send(new ClientFrame.Cancel(conversation, id, Optional.of(bob.user())));
            wire.await(ServerFrame.Cancelled.class);
        }
        server.kill();
        server.startAgain();
        try (var wire = Wire.open(server.port(), phone.token())) {
            assertEquals(
                    Code.CANCELLED,
                    Chat.refused(wire, Chat.message(bob, bob, id, Optional.empty(), "late"))
                            .code());
            wire.send(new ClientFrame.Sync(1, conversation, ClientFrame.Direction.AFTER, 0, 10));
            assertEquals(
                    Code.NO_CONVERSATION, wire.await(ServerFrame.Failure.class).code());
            assertEquals(2, Chat.say(wire, bob, bob, "the first that stays").seq());
        }
        try (var wire = Wire.open(server.port(), phone.token())) {
            assertEquals(List.of("the first that stays"), Chat.texts(Chat.log(wire, conversation)));
        }
    }

    @Test
    void cancelOfWhatIsStoredAnswersWithItsSeq() {
        try (var wire = Wire.open(server.port(), alice.token())) {
            ClientFrame.Send send = Chat.message(alice, bob, "stored already");
            var sent = Chat.deliver(wire, send);
            wire.send(new ClientFrame.Cancel(send.conversation(), send.id(), send.with()));
            assertEquals(sent, wire.await(ServerFrame.Sent.class));
        }
    }

    @Test
    void sendsFarBeyondTheWindowAreKeptInOrderWhateverIsThrottled() {
        Person pushy = People.signIn(server, carol);
        try (var sender = new LoadSender(server::port, pushy, carol, "pushy", 3_000, 6_000, 3)) {
            Await.until("all are acked", java.time.Duration.ofSeconds(60), sender::isDone);
            assertEquals(List.of(), sender.faults());
            try (var wire = Wire.open(server.port(), carol.token())) {
                var log = LogCheck.gapless(Chat.items(wire, sender.conversation()));
                LogCheck.holds(log, Map.of(sender, sender.acked()));
            }
        }
    }

    @Test
    void aPreconditionThatNoLongerHoldsIsRefusedAsStale() {
        try (var wire = Wire.open(server.port(), alice.token())) {
            var first = Chat.deliver(wire, withExpect(0, "one"));
            var refused = Chat.refused(wire, withExpect(0, "two"));
            assertEquals(Code.STALE, refused.code());
            assertEquals(first.seq(), refused.version().orElseThrow());
            Chat.deliver(wire, withExpect(first.seq(), "three"));
        }
    }

    private static ClientFrame.Send withExpect(long version, String text) {
        var plain = Content.message(text);
        var content = new Content(
                plain.kind(),
                plain.target(),
                plain.mentions(),
                plain.blobs(),
                Optional.of(new dev.godwit.protocol.Expect("title", version)),
                plain.body());
        return new ClientFrame.Send(
                alice.with(bob),
                new ClientMessageId(text + "-expect"),
                Optional.empty(),
                Optional.of(bob.user()),
                content);
    }
}
