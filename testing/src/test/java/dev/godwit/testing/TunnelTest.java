package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sdk.GodwitException;
import dev.godwit.client.sdk.GodwitOptions;
import dev.godwit.client.sdk.Session;
import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Api;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.CutProxy;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Profile;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Two people with the SDK, each behind a network that can be cut.
class TunnelTest {
    private static final String SENT = "\"t\":\"sent\"";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    static Path shared;

    private static ServerProcess server;
    private static Person administrator;

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private Person alice;
    private Person bob;
    private CutProxy alicesNetwork;
    private CutProxy bobsNetwork;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(shared.resolve("data"));
        administrator = People.register(server, "administrator").getFirst();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void twoPeople() {
        int number = NUMBERS.incrementAndGet();
        alice = People.join(server, "alice" + number, People.invitation(server, administrator));
        bob = People.join(server, "bob" + number, People.invitation(server, administrator));
        alicesNetwork = closing(CutProxy.before(server));
        bobsNetwork = closing(CutProxy.before(server));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    private Profile alicesPhone() {
        return closing(Profile.signedIn(directory.resolve("alice"), alicesNetwork.url(), alice));
    }

    private Profile bobsPhone() {
        return closing(Profile.signedIn(directory.resolve("bob"), bobsNetwork.url(), bob));
    }

    private List<Entry> log() {
        try (var wire = Wire.open(server.port(), alice.token())) {
            return LogCheck.gapless(Chat.items(wire, alice.with(bob)));
        }
    }

    @Test
    void whatWasWrittenInTheTunnelArrivesOnceAndInOrderOnBothSides() {
        var alices = alicesPhone();
        var bobs = bobsPhone();
        alices.godwit().start();
        bobs.godwit().start();
        alices.godwit().send(bob.name(), "before the tunnel");
        bobs.awaitTexts(alice.name(), List.of("before the tunnel"));
        bobsNetwork.cut();
        for (int i = 1; i <= 20; i++) {
            alices.godwit().send(bob.name(), "a" + i);
            bobs.godwit().send(alice.name(), "b" + i);
        }
        assertEquals("pending", bobs.state(alice.name(), "b20").word());
        bobsNetwork.open();
        Await.until(
                () -> alices.texts(bob.name()) + " and " + bobs.texts(alice.name()),
                Duration.ofSeconds(40),
                () -> alices.texts(bob.name()).size() == 41
                        && alices.texts(bob.name()).equals(bobs.texts(alice.name())));
        assertEquals(alices.texts(bob.name()), Chat.texts(log()));
        for (String who : List.of("a", "b")) {
            assertEquals(
                    IntStream.rangeClosed(1, 20).mapToObj(i -> who + i).toList(),
                    alices.texts(bob.name()).stream()
                            .filter(text -> text.matches(who + "\\d+"))
                            .toList());
        }
        alices.awaitState(bob.name(), "a20", MessageState.Delivered.class);
        var last = bobs.messages(alice.name()).getLast();
        bobs.godwit().markRead(last.key());
        alices.awaitState(bob.name(), "a20", MessageState.Read.class);
    }

    @Test
    void bothWriteFirstOfflineAndMeetInOneConversation() {
        var alices = alicesPhone();
        var bobs = bobsPhone();
        alices.godwit().send(bob.name(), "hi, it's alice");
        bobs.godwit().send(alice.name(), "hi, it's bob");
        alices.godwit().start();
        bobs.godwit().start();
        Await.until(
                () -> alices.texts(bob.name()) + " and " + bobs.texts(alice.name()),
                Duration.ofSeconds(30),
                () -> alices.texts(bob.name()).size() == 2
                        && alices.texts(bob.name()).equals(bobs.texts(alice.name())));
        assertEquals(1, alices.godwit().conversations().size());
        assertEquals(1, bobs.godwit().conversations().size());
        assertEquals(
                alices.godwit().conversations().getFirst().id(),
                bobs.godwit().conversations().getFirst().id());
        assertEquals(3, log().size(), "`create` and two messages");
    }

    @Test
    void aMessageWhoseAckWasLostAndThatIsEditedOfflineIsOneMessage() {
        var alices = alicesPhone();
        var bobs = bobsPhone();
        Message message = sendAndLoseTheAck(alices);
        alices.godwit().edit(message.key(), "second version");
        alicesNetwork.dropNothing();
        alicesNetwork.open();
        alices.godwit().tryNow();
        alices.awaitEmptyOutbox();
        bobs.godwit().start();
        bobs.awaitTexts(alice.name(), List.of("second version"));
        assertEquals(List.of("second version"), alices.texts(bob.name()));
        assertEquals(1, Chat.texts(log()).size(), "never two messages: " + log());
    }

    @Test
    void aMessageWhoseAckWasLostAndThatIsDiscardedOfflineIsGoneForEverybody() {
        var alices = alicesPhone();
        var bobs = bobsPhone();
        Message message = sendAndLoseTheAck(alices);
        alices.godwit().discard(message.key());
        alicesNetwork.dropNothing();
        alicesNetwork.open();
        alices.godwit().tryNow();
        alices.awaitEmptyOutbox();
        bobs.godwit().start();
        Await.until(
                () -> "bob sees " + bobs.texts(alice.name()),
                Duration.ofSeconds(20),
                () -> bobs.godwit().connectionState().equals(new ConnectionState.Online(true)));
        assertTrue(
                List.of(List.of(), List.of("(deleted)")).contains(bobs.texts(alice.name())),
                bobs.texts(alice.name()).toString());
        assertTrue(
                Chat.texts(log()).size() <= 1
                        && log().stream().anyMatch(e -> e.content().kind().equals("delete")),
                () -> "one message and its deletion: " + log());
    }

    /// The server has it, alice does not know, and she is offline now.
    private Message sendAndLoseTheAck(Profile alices) {
        alicesNetwork.drop(frame -> frame.contains(SENT));
        alices.godwit().start();
        try (var watch = Wire.open(server.port(), bob.token())) {
            Message message = alices.godwit().send(bob.name(), "first version");
            watch.await(ServerFrame.Pushed.class, push -> push.entry().id().equals(message.id()));
            alicesNetwork.cut();
            Await.until(
                    "alice knows that she is offline",
                    () -> !(alices.godwit().connectionState() instanceof ConnectionState.Online));
            assertInstanceOf(MessageState.Pending.class, alices.state(bob.name(), "first version"));
            return message;
        }
    }

    @Test
    void aMessageThatNeverArrivedAndIsEditedOfflineIsOneMessageToo() {
        var alices = alicesPhone();
        alices.godwit().start();
        alices.godwit().send(bob.name(), "to have a conversation");
        alices.awaitEmptyOutbox();
        alicesNetwork.blackHole();
        Message message = alices.godwit().send(bob.name(), "swallowed");
        Await.stays(
                "it cannot be confirmed",
                Duration.ofMillis(500),
                () -> !alices.godwit().outbox().isEmpty());
        alices.godwit().edit(message.key(), "arrived");
        alicesNetwork.open();
        alices.godwit().tryNow();
        alices.awaitEmptyOutbox();
        var texts = Chat.texts(log());
        assertEquals(List.of("to have a conversation", "arrived"), alices.texts(bob.name()));
        assertEquals(2, texts.size(), texts::toString);
    }

    @Test
    void aRetryOverANewConnectionAfterALostAckIsStoredOnce() {
        var alices = alicesPhone();
        sendAndLoseTheAck(alices);
        alicesNetwork.dropNothing();
        alicesNetwork.open();
        alices.godwit().tryNow();
        alices.awaitEmptyOutbox();
        assertEquals(List.of("first version"), Chat.texts(log()));
        alices.awaitState(bob.name(), "first version", MessageState.Sent.class);
    }

    /// Beside the others, since it mostly waits: for the check that every device makes about once a minute.
    @Test
    @Timeout(120)
    @Execution(ExecutionMode.CONCURRENT)
    void theLastPushIsLostAndTheRecipientHasItWithinAMinuteAllTheSame() {
        var alices = alicesPhone();
        var bobs = bobsPhone();
        alices.godwit().start();
        bobs.godwit().start();
        alices.godwit().send(bob.name(), "not the last");
        bobs.awaitTexts(alice.name(), List.of("not the last"));
        alices.awaitState(bob.name(), "not the last", MessageState.Delivered.class);
        bobsNetwork.drop(frame -> frame.contains("\"t\":\"entry\""));
        alicesNetwork.drop(frame -> frame.contains("\"t\":\"receipt\""));
        long begun = System.nanoTime();
        alices.godwit().send(bob.name(), "the last");
        Await.until(
                () -> "bob sees " + bobs.texts(alice.name()),
                Duration.ofSeconds(75),
                () -> bobs.texts(alice.name()).contains("the last"));
        System.out.printf("last push lost: the recipient had it after %.1f s%n", (System.nanoTime() - begun) / 1e9);
    }

    @Test
    void receiptsMadeOfflineArriveLaterAlsoWhenTheSenderWasOffline() {
        var alices = alicesPhone();
        var bobs = bobsPhone();
        alices.godwit().start();
        bobs.godwit().start();
        alices.godwit().send(bob.name(), "read it in the tunnel");
        bobs.awaitTexts(alice.name(), List.of("read it in the tunnel"));
        bobsNetwork.cut();
        bobs.godwit().markRead(bobs.messages(alice.name()).getFirst().key());
        alicesNetwork.cut();
        bobsNetwork.open();
        bobs.godwit().tryNow();
        Await.until("bob is back", () -> bobs.godwit().connectionState().equals(new ConnectionState.Online(true)));
        bobs.godwit().stop();
        bobs.godwit().syncOnce(Duration.ofSeconds(10));
        alicesNetwork.open();
        alices.godwit().tryNow();
        alices.awaitState(bob.name(), "read it in the tunnel", MessageState.Read.class);
    }

    @Test
    void aClockTenYearsWrongInEitherDirectionChangesNeitherOrderNorTimes() {
        Duration tenYears = Duration.ofDays(3_652);
        var ahead =
                closing(Profile.signedIn(directory.resolve("alice"), alicesNetwork.url(), alice, withClock(tenYears)));
        var behind = closing(
                Profile.signedIn(directory.resolve("bob"), bobsNetwork.url(), bob, withClock(tenYears.negated())));
        ahead.godwit().start();
        behind.godwit().start();
        var expected = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ahead.godwit().send(bob.name(), "ahead " + i);
            expected.add("ahead " + i);
            behind.awaitTexts(alice.name(), expected);
            behind.godwit().send(alice.name(), "behind " + i);
            expected.add("behind " + i);
            ahead.awaitTexts(bob.name(), expected);
        }
        alicesNetwork.drop(frame -> frame.contains(SENT));
        ahead.godwit().send(bob.name(), "ack lost");
        expected.add("ack lost");
        behind.awaitTexts(alice.name(), expected);
        alicesNetwork.cut();
        ahead.godwit().send(bob.name(), "written offline");
        expected.add("written offline");
        assertEquals(expected, ahead.texts(bob.name()));
        ahead.messages(bob.name()).forEach(TunnelTest::assertNow);
        behind.messages(alice.name()).forEach(TunnelTest::assertNow);
        alicesNetwork.dropNothing();
        alicesNetwork.open();
        ahead.godwit().tryNow();
        behind.awaitTexts(alice.name(), expected);
        ahead.awaitEmptyOutbox();
        assertEquals(expected, Chat.texts(log()));
        assertEquals(expected, ahead.texts(bob.name()));
        behind.messages(alice.name()).forEach(TunnelTest::assertNow);
    }

    private static void assertNow(Message message) {
        Duration off = Duration.between(message.at(), Instant.now()).abs();
        assertTrue(off.toMinutes() < 3, () -> message.text() + " is shown at " + message.at());
    }

    private static GodwitOptions withClock(Duration offset) {
        return GodwitOptions.defaults().withClock(Clock.offset(Clock.systemUTC(), offset));
    }

    @Test
    @Timeout(300)
    void tenThousandPendingMessagesDrainWithoutOneFailure() {
        var alices = alicesPhone();
        long begun = System.nanoTime();
        for (int i = 1; i <= 10_000; i++) {
            alices.godwit().send(bob.name(), "m" + i);
        }
        double written = (System.nanoTime() - begun) / 1e9;
        begun = System.nanoTime();
        alices.godwit().start();
        Await.until(
                () -> alices.godwit().conversations() + "; " + alices.godwit().connectionState(),
                Duration.ofSeconds(150),
                () -> {
                    Conversation conversation = alices.godwit().conversations().getFirst();
                    assertEquals(0, conversation.failed());
                    return conversation.pending() == 0;
                });
        double drained = (System.nanoTime() - begun) / 1e9;
        assertEquals(List.of(), alices.godwit().outbox());
        List<String> texts = Chat.texts(log());
        assertEquals(10_000, texts.size());
        for (int i = 1; i <= 10_000; i++) {
            assertEquals("m" + i, texts.get(i - 1));
        }
        System.out.printf(
                "backlog: 10,000 messages written offline in %.1f s, drained in %.1f s, none failed%n",
                written, drained);
    }

    @Test
    void theSdkStopsAskingWhenItsSessionWasRevokedAndKeepsTheOutbox() {
        var alices = alicesPhone();
        alices.godwit().start();
        alices.godwit().send(bob.name(), "while signed in");
        alices.awaitEmptyOutbox();
        var session = alices.godwit().sessions().stream()
                .filter(Session::current)
                .findFirst()
                .orElseThrow();
        alicesNetwork.cut();
        alices.godwit().send(bob.name(), "waits for the next sign-in");
        Api.as(server.port(), alice.token()).delete("/v1/sessions/" + session.id());
        alicesNetwork.open();
        Await.until(
                () -> alices.godwit().connectionState().toString(),
                Duration.ofSeconds(20),
                () -> alices.godwit().connectionState() instanceof ConnectionState.SignedOut);
        assertEquals(
                "locked",
                assertThrows(GodwitException.class, () -> alices.godwit().outbox())
                        .code());
        alices.godwit().signIn(URI.create(alicesNetwork.url()), alice.name(), alice.password());
        alices.godwit().start();
        alices.awaitEmptyOutbox();
        assertEquals(List.of("while signed in", "waits for the next sign-in"), Chat.texts(log()));
    }
}
