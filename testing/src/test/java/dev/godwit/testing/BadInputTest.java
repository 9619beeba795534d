package dev.godwit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.Body;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever anybody sends: an answer that says what is wrong, nothing stored, and nobody else notices.
class BadInputTest {
    @TempDir
    static Path directory;

    private static ServerProcess server;
    private static Person alice;
    private static Person bob;
    private static Person carol;
    private static Wire bystander;
    private static Wire silent;

    private Wire wire;
    private List<Entry> before;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(directory.resolve("data"));
        List<Person> people = People.register(server, "alice", "bob", "carol");
        alice = people.get(0);
        bob = people.get(1);
        carol = people.get(2);
        bystander = Wire.open(server.port(), carol.token());
        silent = Wire.connect(server.port());
        try (var setup = Wire.open(server.port(), alice.token())) {
            Chat.say(setup, alice, bob, "what is there");
        }
    }

    @AfterAll
    static void stop() {
        bystander.close();
        silent.close();
        server.close();
    }

    @BeforeEach
    void connect() {
        wire = Wire.open(server.port(), alice.token());
        before = Chat.log(wire, alice.with(bob));
    }

    @AfterEach
    void nothingIsStoredAndNobodyElseNotices() {
        wire.close();
        try (var fresh = Wire.open(server.port(), alice.token())) {
            assertEquals(before, Chat.log(fresh, alice.with(bob)));
        }
        assertFalse(bystander.isClosed());
        Chat.say(bystander, carol, carol, "undisturbed");
    }

    private void assertSessionLives() {
        wire.send(new ClientFrame.Check(Optional.empty()));
        wire.await(ServerFrame.Current.class);
    }

    record Bad(String what, String text, Code code) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Bad> badFrames() {
        String send = new String(ClientFrameCodec.write(Chat.message(alice, bob, "x")), UTF_8);
        return Stream.of(
                new Bad("nothing at all", "", Code.BAD_FRAME),
                new Bad("no JSON", "hello?", Code.BAD_FRAME),
                new Bad("half a frame", send.substring(0, send.length() / 2), Code.BAD_FRAME),
                new Bad("two frames in one", send + send, Code.BAD_FRAME),
                new Bad("a list", "[]", Code.BAD_FRAME),
                new Bad("a number", "42", Code.BAD_FRAME),
                new Bad("a field twice", "{\"t\":\"check\",\"t\":\"check\"}", Code.BAD_FRAME),
                new Bad("a thousand levels", "[".repeat(1_000) + "]".repeat(1_000), Code.BAD_FRAME),
                new Bad("an enormous number", "{\"t\":\"check\",\"mark\":" + "9".repeat(5_000) + "}", Code.BAD_FRAME),
                new Bad("no type", "{}", Code.BAD_FRAME),
                new Bad("type of the wrong type", "{\"t\":7}", Code.BAD_FRAME),
                new Bad("an unknown frame", "{\"t\":\"teleport\"}", Code.UNKNOWN_FRAME),
                new Bad("a server's frame", "{\"t\":\"sent\"}", Code.UNKNOWN_FRAME),
                new Bad("a send without anything", "{\"t\":\"send\"}", Code.BAD_FRAME),
                new Bad("a send without an id", send.replaceFirst("\"id\":\"[^\"]*\",", ""), Code.BAD_FRAME),
                new Bad("an id that is none", send.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":\"a b\""), Code.BAD_FRAME),
                new Bad("an id that is a number", send.replaceFirst("\"id\":\"[^\"]*\"", "\"id\":5"), Code.BAD_FRAME),
                new Bad(
                        "a conversation that is none",
                        send.replaceFirst("\"conversation\":\"d", "\"conversation\":\"x"),
                        Code.BAD_FRAME),
                new Bad(
                        "a sync in no direction",
                        "{\"t\":\"sync\",\"rid\":1,\"conversation\":\"" + alice.with(bob) + "\"}",
                        Code.BAD_FRAME),
                new Bad(
                        "a sync from below zero",
                        "{\"t\":\"sync\",\"rid\":1,\"after\":-1,\"conversation\":\"" + alice.with(bob) + "\"}",
                        Code.BAD_FRAME),
                new Bad(
                        "receipts below zero",
                        "{\"t\":\"receipts\",\"receipts\":[{\"conversation\":\"" + alice.with(bob)
                                + "\",\"delivered\":-1,\"read\":0}]}",
                        Code.BAD_FRAME));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void aBadFrameIsAnsweredAndTheSessionLives(Bad bad) {
        wire.sendText(bad.text());
        var failure = wire.await(ServerFrame.Failure.class);
        assertEquals(bad.code(), failure.code(), failure.message());
        assertFalse(failure.message().isBlank());
        assertFalse(failure.hint().isBlank());
        assertSessionLives();
    }

    static Stream<Bad> badSends() {
        String send = new String(ClientFrameCodec.write(Chat.message(alice, bob, "x")), UTF_8);
        return Stream.of(
                new Bad(
                        "a body that is a text",
                        send.replaceFirst("\"body\":\\{.*\\}\\}", "\"body\":\"x\"}"),
                        Code.BAD_FRAME),
                new Bad(
                        "a kind in capitals",
                        send.replace("\"kind\":\"message\"", "\"kind\":\"MESSAGE\""),
                        Code.BAD_FRAME),
                new Bad("a target below one", send.replace("\"kind\":", "\"target\":0,\"kind\":"), Code.BAD_FRAME),
                new Bad(
                        "mentions of nobody",
                        send.replace("\"kind\":", "\"mentions\":[\"x\"],\"kind\":"),
                        Code.BAD_FRAME),
                new Bad("an edit without a target", send.replace("\"message\"", "\"edit\""), Code.BAD_CONTENT));
    }

    /// Whoever waits for this very send must hear of it.
    @ParameterizedTest
    @MethodSource("badSends")
    void aBadSendIsRefusedUnderItsIdAndTheSessionLives(Bad bad) {
        wire.sendText(bad.text());
        assertEquals(bad.code(), wire.await(ServerFrame.Refused.class).code());
        assertSessionLives();
    }

    @Test
    void aRequestIdIsRepeatedInTheAnswerToABadRequest() {
        wire.sendText("{\"t\":\"sync\",\"rid\":4711}");
        assertEquals(4711, wire.await(ServerFrame.Failure.class).rid().orElseThrow());
    }

    @Test
    void aBodyJustWithinTheLimitIsStoredAndOneByteMoreIsRefused() {
        Chat.say(bystander, carol, carol, "ü".repeat(Limits.MAX_BODY / 2));
        var send = Chat.message(alice, bob, "ü".repeat(Limits.MAX_BODY / 2) + "x");
        assertEquals(Code.TOO_LARGE, Chat.refused(wire, send).code());
        assertSessionLives();
    }

    /// Also while the client is still writing it: a connection that was reset would take the answer with it.
    @RepeatedTest(10)
    void anOversizedFrameIsAnsweredAndClosesAtMostItsOwnConnection() {
        wire.sendText("{\"t\":\"check\",\"mark\":\"" + "x".repeat(Limits.MAX_FRAME) + "\"}");
        assertEquals(Code.TOO_LARGE, wire.await(ServerFrame.Failure.class).code());
    }

    @Test
    void aFrameThatClaimsToBeGigabytesIsNotWaitedFor() {
        wire.sendRaw(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 'x'});
        wire.awaitClosed();
    }

    @Test
    void anEndlessRowOfFragmentsIsNotCollected() {
        byte[] part = new byte[65_536];
        java.util.Arrays.fill(part, (byte) ' ');
        Await.until("the connection is closed", () -> {
            try {
                wire.sendRaw(fragment(part));
            } catch (java.io.UncheckedIOException e) {
                // The server has hung up: what the test waits for.
                return true;
            }
            return wire.isClosed();
        });
    }

    private boolean begun;

    private byte[] fragment(byte[] part) {
        byte[] head = {(byte) (begun ? 0x00 : 0x01), (byte) 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
        begun = true;
        byte[] all = java.util.Arrays.copyOf(head, head.length + part.length);
        System.arraycopy(part, 0, all, head.length, part.length);
        return all;
    }

    @Test
    void invalidUtf8IsRefused() {
        byte[] bytes = ClientFrameCodec.write(Chat.message(alice, bob, "????"));
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '?' ? (byte) 0xc3 : bytes[i];
        }
        wire.sendBytes(bytes);
        int closed = wire.awaitClosed();
        assertEquals(1_007, closed, "RFC 6455, section 8.1: the framing itself is broken");
    }

    @Test
    void brokenFramingClosesTheConnection() {
        wire.sendRaw(new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        wire.awaitClosed();
    }

    @Test
    void aFrameWithoutAMaskClosesTheConnection() {
        wire.sendRaw(new byte[] {(byte) 0x81, 2, '{', '}'});
        wire.awaitClosed();
    }

    @Test
    void noiseClosesTheConnection() {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        noise[0] = (byte) 0xf3;
        try {
            wire.sendRaw(noise);
        } catch (java.io.UncheckedIOException e) {
            // It may hang up while we still write.
            assertTrue(e.getMessage() != null);
        }
        wire.awaitClosed();
    }

    @Test
    void aBinaryFrameStoresNothing() {
        wire.sendBinary(ClientFrameCodec.write(Chat.message(alice, bob, "binary")));
        Await.until(
                "an answer or the end",
                () -> wire.isClosed()
                        || wire.take(ServerFrame.Failure.class, f -> true).isPresent());
    }

    @Test
    void helloTwiceIsAProtocolError() {
        wire.hello(alice.token());
        assertEquals(Code.PROTOCOL, wire.await(ServerFrame.Failure.class).code());
    }

    @Test
    void aFirstFrameThatIsNotHelloIsAProtocolError() {
        try (var rude = Wire.connect(server.port())) {
            rude.send(Chat.message(alice, bob, "no hello"));
            assertEquals(Code.PROTOCOL, rude.await(ServerFrame.Failure.class).code());
        }
    }

    @Test
    void aWrongFirstFrameIsNotForgivenByALaterHello() {
        try (var rude = Wire.connect(server.port())) {
            rude.sendText("{\"t\":\"teleport\"}");
            rude.await(ServerFrame.Failure.class);
        }
    }

    @Test
    void aConnectionThatNeverSaysHelloIsClosed() {
        silent.awaitClosed();
    }

    @Test
    void anotherProtocolVersionIsRefused() {
        try (var future = Wire.connect(server.port())) {
            future.sendText("{\"t\":\"hello\",\"version\":2,\"token\":\"" + alice.token() + "\"}");
            assertEquals(Code.VERSION, future.await(ServerFrame.Failure.class).code());
        }
    }

    @Test
    void aConversationThatDoesNotExistAndOneOfOthersLookTheSame() {
        try (var bobs = Wire.open(server.port(), bob.token())) {
            Chat.say(bobs, bob, alice, "of others");
        }
        before = Chat.log(wire, alice.with(bob));
        var nowhere = ConversationId.direct(UserId.random(new Random(1)), UserId.random(new Random(2)));
        assertSameRefusal(nowhere, alice.with(bob));
        bystander.send(new ClientFrame.Sync(1, nowhere, ClientFrame.Direction.AFTER, 0, 10));
        var unknown = bystander.await(ServerFrame.Failure.class);
        bystander.send(new ClientFrame.Sync(1, alice.with(bob), ClientFrame.Direction.AFTER, 0, 10));
        var foreign = bystander.await(ServerFrame.Failure.class);
        assertEquals(Code.NO_CONVERSATION, unknown.code());
        assertEquals(unknown, foreign);
    }

    private static void assertSameRefusal(ConversationId one, ConversationId other) {
        for (Optional<UserId> with : List.of(Optional.<UserId>empty(), Optional.of(bob.user()))) {
            var first = Chat.refused(
                    bystander, new ClientFrame.Send(one, Chat.newId(), Optional.empty(), with, Content.message("x")));
            var second = Chat.refused(
                    bystander, new ClientFrame.Send(other, Chat.newId(), Optional.empty(), with, Content.message("x")));
            assertEquals(Code.NO_CONVERSATION, first.code());
            assertEquals(first.code(), second.code());
            assertEquals(first.message(), second.message());
        }
    }

    @Test
    void receiptsAndCancelsForConversationsOfOthersChangeNothing() {
        bystander.send(new ClientFrame.Receipts(List.of(new ClientFrame.OwnCursor(alice.with(bob), new Cursor(1, 1)))));
        bystander.send(new ClientFrame.Cancel(alice.with(bob), Chat.newId(), Optional.of(bob.user())));
        bystander.send(new ClientFrame.Check(Optional.empty()));
        bystander.await(ServerFrame.Current.class);
        bystander.take(ServerFrame.Refused.class, refused -> true);
        wire.send(new ClientFrame.Check(Optional.empty()));
        wire.await(ServerFrame.Current.class);
        var changes = wire.take(ServerFrame.Changes.class, c -> true);
        changes.ifPresent(c -> c.conversations()
                .forEach(change -> change.cursors()
                        .forEach(cursor -> assertTrue(
                                List.of(alice.user(), bob.user()).contains(cursor.user()), "a stranger's cursor"))));
    }

    @Test
    void aKindThatOnlyTheServerMayWriteIsRefused() {
        var content = new Content(
                "create", java.util.OptionalLong.empty(), List.of(), List.of(), Optional.empty(), Body.text(""));
        var send =
                new ClientFrame.Send(alice.with(bob), Chat.newId(), Optional.empty(), Optional.of(bob.user()), content);
        assertEquals(Code.BAD_CONTENT, Chat.refused(wire, send).code());
    }

    @Test
    void anEditOfAnothersMessageIsRefused() {
        long seq;
        try (var bobs = Wire.open(server.port(), bob.token())) {
            seq = Chat.say(bobs, bob, alice, "bob's own").seq();
        }
        before = Chat.log(wire, alice.with(bob));
        var edit = new ClientFrame.Send(
                alice.with(bob),
                Chat.newId(),
                Optional.empty(),
                Optional.of(bob.user()),
                Content.edit(seq, "alice's words in bob's mouth"));
        assertEquals(Code.BAD_CONTENT, Chat.refused(wire, edit).code());
    }
}
