package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.sdk.Godwit;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server on which anybody can make an account: what a stranger begins is a request until it is taken up.
class RequestsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path shared;

    private static ServerProcess server;
    private static Person administrator;
    private static int number;

    @TempDir
    Path directory;

    private final List<Godwit> open = new ArrayList<>();
    private Person alice;
    private Person stranger;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(
                ServerProcess.Options.in(shared.resolve("data")).serve("--registration", "open"));
        administrator = People.register(server, "administrator").getFirst();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void twoWhoDoNotKnowEachOther() {
        number++;
        alice = People.join(server, "alice" + number, People.invitation(server, administrator));
        stranger = People.join(server, "stranger" + number, People.invitation(server, administrator));
    }

    @AfterEach
    void close() {
        open.forEach(Godwit::close);
    }

    private Godwit device(Person person) {
        var godwit = Godwit.open(directory.resolve(person.name()));
        open.add(godwit);
        godwit.signIn(URI.create("http://127.0.0.1:" + server.port()), person.name(), person.password());
        return godwit;
    }

    private static void sync(Godwit... devices) {
        for (var each : devices) {
            var summary = each.syncOnce(LONG);
            assertTrue(summary.complete(), summary::toString);
        }
    }

    @Test
    void itIsShownAsOneAndItsReaderStaysHiddenUntilItIsAccepted() {
        assertTakenUpBy(alices -> alices.contacts().accept(request(alices).key()));
    }

    @Test
    void writingTakesItUpToo() {
        assertTakenUpBy(alices -> alices.send(stranger.name(), "Who are you"));
    }

    @Test
    void soDoesMakingTheStrangerAContact() {
        assertTakenUpBy(alices -> alices.contacts().add(stranger.name(), ""));
    }

    private void assertTakenUpBy(Consumer<Godwit> answer) {
        var alices = device(alice);
        var strangers = device(stranger);
        strangers.send(alice.name(), "You do not know me");
        sync(strangers, alices);
        assertTrue(request(alices).request());
        alices.markRead(request(alices).last().orElseThrow().key());
        sync(alices, strangers);
        assertInstanceOf(MessageState.Sent.class, sent(strangers).state(), "nothing of the reader is told");

        answer.accept(alices);
        sync(alices, strangers);
        assertAll(
                () -> assertFalse(request(alices).request()),
                () -> assertInstanceOf(MessageState.Read.class, sent(strangers).state()));
    }

    private Conversation request(Godwit alices) {
        return alices.find(stranger.name()).orElseThrow();
    }

    private Message sent(Godwit strangers) {
        var conversation = strangers.find(alice.name()).orElseThrow();
        return strangers.messages(conversation.key(), OptionalLong.empty(), 100).getFirst();
    }

    @Test
    void untilThenNoReceiptTypingOrPresenceReachesTheStranger() {
        try (var alices = Wire.open(server.port(), alice.token());
                var strangers = Wire.open(server.port(), stranger.token())) {
            long seq =
                    Chat.say(strangers, stranger, alice, "You do not know me").seq();
            var conversation = alice.with(stranger);
            strangers.send(new ClientFrame.Watch(List.of(conversation), List.of(alice.user())));
            var first = strangers.await(ServerFrame.Presences.class);
            assertEquals(
                    new ServerFrame.Presence(alice.user(), PresenceState.OFFLINE, OptionalLong.empty()),
                    first.users().getFirst());
            alices.send(new ClientFrame.Presence(PresenceState.ONLINE, OptionalLong.empty()));
            alices.send(new ClientFrame.Watch(List.of(conversation), List.of()));
            alices.send(new ClientFrame.Typing(conversation, true));
            alices.send(
                    new ClientFrame.Receipts(List.of(new ClientFrame.OwnCursor(conversation, new Cursor(seq, seq)))));
            // What there was to leak has happened by now: this comes behind it, and is no secret.
            Chat.say(alices, alice, alice, "a note to self");
            Chat.say(strangers, stranger, stranger, "another");
            strangers.await(
                    ServerFrame.Pushed.class, pushed -> pushed.conversation().equals(stranger.with(stranger)));
            assertTrue(
                    strangers.waiting().stream().noneMatch(frame -> leaks(frame, conversation.value())),
                    () -> strangers.waiting().toString());

            alices.send(Chat.message(alice, stranger, "Who are you"));
            strangers.await(
                    ServerFrame.Receipt.class,
                    receipt -> receipt.user().equals(alice.user())
                            && receipt.cursor().read() >= seq);
            strangers.await(
                    ServerFrame.Presences.class,
                    presences -> presences.users().stream().anyMatch(each -> each.state() == PresenceState.ONLINE));
        }
    }

    private boolean leaks(ServerFrame frame, String conversation) {
        return switch (frame) {
            case ServerFrame.Receipt receipt -> receipt.user().equals(alice.user());
            case ServerFrame.Typing typing -> typing.conversation().value().equals(conversation);
            case ServerFrame.Presences presences ->
                presences.users().stream().anyMatch(each -> each.state() != PresenceState.OFFLINE);
            default -> false;
        };
    }
}
