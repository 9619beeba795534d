package dev.godwit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Api;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.PostedFrames;
import dev.godwit.testing.harness.RunningServer;
import dev.godwit.testing.harness.Wire;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The same frames without a socket.
class PostFramesTest {
    @RegisterExtension
    static final RunningServer server = RunningServer.with("alice", "bob");

    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");

    @Test
    void helloSendAndSyncTravelInOnePost() {
        var one = Chat.message(alice, bob, "by post");
        var two = Chat.message(alice, bob, Chat.newId(), Optional.of(one.id()), "by post too");
        var sync = new ClientFrame.Sync(9, one.conversation(), ClientFrame.Direction.BEFORE, Limits.MAX_NUMBER, 10);
        var answers = post(alice, 0, Wire.helloFrame(alice.token()), one, two);
        assertInstanceOf(ServerFrame.Welcome.class, answers.getFirst());
        assertTrue(answers.stream().anyMatch(ServerFrame.Current.class::isInstance));
        var sent = only(answers, ServerFrame.Sent.class);
        assertEquals(
                List.of(one.id(), two.id()),
                sent.stream().map(ServerFrame.Sent::id).toList());
        assertEquals(sent, only(post(alice, 0, Wire.helloFrame(alice.token()), one, two), ServerFrame.Sent.class));

        var page = only(post(alice, 0, Wire.helloFrame(alice.token()), sync), ServerFrame.Page.class);
        assertEquals(9, page.getFirst().rid());
        assertEquals(sent.getLast().seq(), page.getFirst().items().getFirst().last());
    }

    @Test
    void aLongPollGetsThePushAsItHappens() throws InterruptedException, ExecutionException, TimeoutException {
        String mark = only(post(bob, 0, Wire.helloFrame(bob.token())), ServerFrame.Current.class)
                .getFirst()
                .mark();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor();
                var alices = Wire.open(server.port(), alice.token())) {
            var hello = new ClientFrame.Hello(
                    Limits.VERSION,
                    Optional.empty(),
                    "godwit-testing",
                    Optional.empty(),
                    Optional.of(mark),
                    Optional.empty(),
                    List.of());
            long begun = System.nanoTime();
            var poll = CompletableFuture.supplyAsync(() -> post(bob, 20_000, hello), executor);
            var sent = Chat.say(alices, alice, bob, "while he waits");
            var answers = poll.get(15, TimeUnit.SECONDS);
            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() < 15_000, "not at its end only");
            boolean pushed = only(answers, ServerFrame.Pushed.class).stream()
                    .anyMatch(push -> push.entry().id().equals(sent.id()));
            boolean changed = only(answers, ServerFrame.Changes.class).stream()
                    .flatMap(changes -> changes.conversations().stream())
                    .flatMap(change -> change.items().stream())
                    .anyMatch(item -> item.last() == sent.seq());
            assertTrue(pushed || changed, answers::toString);
        }
    }

    @Test
    void badPostsAreAnsweredAndNothingIsStored() {
        try (var wire = Wire.open(server.port(), alice.token())) {
            Chat.say(wire, alice, bob, "there is a log");
            var before = Chat.log(wire, alice.with(bob));
            var api = Api.as(server.port(), alice.token());
            assertEquals(400, api.post("/v1/frames", "{".getBytes(UTF_8)).status());
            assertEquals(400, api.post("/v1/frames", "[]".getBytes(UTF_8)).status());
            assertEquals(
                    400,
                    api.post("/v1/frames", "{\"frames\":7}".getBytes(UTF_8)).status());
            assertEquals(
                    413, api.post("/v1/frames", new byte[Limits.MAX_POST + 1]).status());
            var nobody = PostedFrames.body(0, Wire.helloFrame("x".repeat(43)));
            assertEquals(401, new Api(server.port()).post("/v1/frames", nobody).status());
            assertEquals(before, Chat.log(wire, alice.with(bob)));
        }
    }

    @Test
    void aPostThatDoesNotBeginWithHelloIsAProtocolError() {
        var send = Chat.message(alice, bob, "no hello");
        var answer = Api.as(server.port(), alice.token()).post("/v1/frames", PostedFrames.body(0, send));
        assertTrue(answer.body().contains(Code.PROTOCOL.wire()), answer.body());
        try (var wire = Wire.open(server.port(), alice.token())) {
            Chat.say(wire, alice, bob, "there is a log");
            assertTrue(Chat.log(wire, alice.with(bob)).stream()
                    .noneMatch(entry -> entry.id().equals(send.id())));
        }
    }

    @Test
    void aThrottledSendFollowedByOthersKeepsTheOrder() {
        Person carol = server.join("carol");
        int count = 1_000;
        var waiting = new TreeMap<Integer, ClientMessageId>();
        for (int i = 1; i <= count; i++) {
            waiting.put(i, new ClientMessageId("m" + i));
        }
        int throttled = 0;
        try (var flooder = Wire.open(server.port(), carol.token())) {
            // Another session of hers uses up what she may send a second.
            var flood = Thread.ofPlatform().daemon(true).start(() -> flood(flooder));
            while (!waiting.isEmpty()) {
                for (ServerFrame answer : post(carol, 0, nextSends(carol, waiting))) {
                    switch (answer) {
                        case ServerFrame.Sent sent ->
                            waiting.remove(Integer.parseInt(sent.id().value().substring(1)));
                        case ServerFrame.Refused refused -> {
                            assertFalse(refused.code().isPermanent(), refused::toString);
                            throttled += refused.code() == Code.THROTTLED ? 1 : 0;
                        }
                        case ServerFrame.Failure failure -> throw new AssertionError(failure);
                        default -> {}
                    }
                }
                if (throttled > 0) {
                    flooder.hangUp();
                }
            }
            flood.interrupt();
        }
        assertTrue(throttled > 0, "something was throttled");
        try (var wire = Wire.open(server.port(), carol.token())) {
            var texts = Chat.texts(LogCheck.gapless(Chat.items(wire, carol.with(carol))));
            assertEquals(IntStream.rangeClosed(1, count).mapToObj(i -> "m" + i).toList(), texts);
        }
    }

    private static void flood(Wire wire) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                wire.send(new ClientFrame.Receipts(List.of()));
            }
        } catch (UncheckedIOException e) {
            // Hung up: it has done its work.
            return;
        }
    }

    /// A hello, and in their order as many of those that wait as go into one request, each naming the one
    /// before it.
    private static ClientFrame[] nextSends(Person person, SortedMap<Integer, ClientMessageId> waiting) {
        var frames = new ArrayList<ClientFrame>();
        frames.add(Wire.helloFrame(person.token()));
        Optional<ClientMessageId> after = Optional.empty();
        for (ClientMessageId id : waiting.values()) {
            if (frames.size() > 250) {
                break;
            }
            frames.add(Chat.message(person, person, id, after, id.value()));
            after = Optional.of(id);
        }
        return frames.toArray(ClientFrame[]::new);
    }

    private static List<ServerFrame> post(Person person, int wait, ClientFrame... frames) {
        return PostedFrames.post(server.process(), person, wait, frames);
    }

    private static <T extends ServerFrame> List<T> only(List<ServerFrame> frames, Class<T> type) {
        return frames.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
