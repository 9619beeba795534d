package dev.godwit.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.server.gateway.GatewayLimits;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.LoadSender;
import dev.godwit.testing.harness.LogCheck;
import dev.godwit.testing.harness.People;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.ServerProcess;
import dev.godwit.testing.harness.ServerProcess.Options;
import dev.godwit.testing.harness.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One session that misbehaves, and the others, who must not notice.
class CrowdTest {
    private static final int BURST = GatewayLimits.DEFAULT.burst();
    private static final int RATE = GatewayLimits.DEFAULT.framesPerSecond();
    private static final String BIG = "b".repeat(30_000);

    @TempDir
    static Path directory;

    private static ServerProcess server;
    private static Person alice;
    private static Person bob;
    private static Person carol;
    private static Person dave;

    @BeforeAll
    static void start() {
        // So little that buffering for somebody who never reads would end it.
        server = ServerProcess.start(
                Options.in(directory.resolve("data")).jvm("-Xmx160m", "-XX:MaxDirectMemorySize=96m"));
        List<Person> people = People.register(server, "alice", "bob", "carol", "dave");
        alice = people.get(0);
        bob = people.get(1);
        carol = people.get(2);
        dave = people.get(3);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aFloodOfFramesIsThrottledAndOthersStayQuick() {
        byte[] check = ClientFrameCodec.write(new ClientFrame.Check(Optional.empty()));
        flood("requests", check);
    }

    @Test
    void aFloodOfBadFramesIsThrottledAndOthersStayQuick() {
        flood("bad frames", "{\"t\":\"teleport\"}".getBytes(UTF_8));
    }

    @Test
    void aFloodOfPresenceIsThrottledAloneAndOthersStayQuick() {
        flood("presence", ClientFrameCodec.write(new ClientFrame.Presence(PresenceState.BUSY, OptionalLong.empty())));
    }

    @Test
    void aFloodOfTypingIsThrottledAloneAndOthersStayQuick() {
        flood("typing", ClientFrameCodec.write(new ClientFrame.Typing(alice.with(bob), true)));
    }

    @Test
    void aFloodOfWatchesIsThrottledAloneAndOthersStayQuick() {
        flood(
                "watches",
                ClientFrameCodec.write(new ClientFrame.Watch(
                        List.of(alice.with(bob)), List.of(alice.user(), bob.user(), dave.user()))));
    }

    private static void flood(String what, byte[] frame) {
        var stop = new AtomicBoolean();
        var written = new AtomicLong();
        var answered = new AtomicLong();
        var throttled = new AtomicLong();
        try (var quiet = Wire.open(server.port(), carol.token());
                var peer = Wire.open(server.port(), dave.token());
                var flooder = Wire.connect(server.port(), Map.of(), answer -> {
                    answered.incrementAndGet();
                    if (answer instanceof ServerFrame.Failure failure && failure.code() == Code.THROTTLED) {
                        throttled.incrementAndGet();
                    }
                    return true;
                })) {
            flooder.hello(alice.token());
            var thread = Thread.ofPlatform().start(() -> {
                try {
                    while (!stop.get()) {
                        flooder.sendBytes(frame);
                        written.incrementAndGet();
                    }
                } catch (UncheckedIOException e) {
                    // Shown the door: also an answer.
                    stop.set(true);
                }
            });
            Await.until("the flood is under way", () -> written.get() > 200);
            long[] millis = new long[100];
            long begun = System.nanoTime();
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                var sent = Chat.say(quiet, carol, dave, "calm " + i);
                peer.await(ServerFrame.Pushed.class, p -> p.entry().id().equals(sent.id()));
                millis[i] = Duration.ofNanos(System.nanoTime() - start).toMillis();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            long answers = answered.get();
            stop.set(true);
            flooder.hangUp();
            thread.interrupt();
            Arrays.sort(millis);
            System.out.printf(
                    "flood of %s: %d answers in %.1f s, %d of them `throttled`; others' send to push p50 %d ms, max %d ms%n",
                    what, answers, seconds, throttled.get(), millis[50], millis[99]);
            // A burst, and then so many a second: docs/protocol.md. Twice that, since a test's clock is not the
            // server's.
            assertTrue(answers <= 2 * (BURST + RATE * seconds), answers + " answers to a flood");
            assertTrue(millis[50] <= 250, "p50 " + millis[50] + " ms");
            assertTrue(millis[99] <= 3_000, "max " + millis[99] + " ms");
        }
    }

    @Test
    void aPeerThatNeverReadsCostsNothingAndIsToldThatItIsBehindWhenItReadsAgain() {
        try (var deaf = Wire.deaf(server.port(), bob.token());
                var third = Wire.open(server.port(), carol.token())) {
            try (var sender = new LoadSender(server::port, alice, bob, "big", 16, 1, 1)) {
                Await.until("the conversation exists", sender::isDone);
            }
            try (var wire = Wire.open(server.port(), alice.token())) {
                // 60 MB towards somebody who does not read, within a heap of 160 MB that also holds everything else.
                for (int i = 0; i < 2_000; i += 8) {
                    for (int j = 0; j < 8; j++) {
                        wire.send(Chat.message(alice, bob, BIG));
                    }
                    for (int j = 0; j < 8; j++) {
                        wire.await(ServerFrame.Sent.class);
                    }
                    if (i % 200 == 0) {
                        Chat.say(third, carol, dave, "undisturbed");
                    }
                }
            }
            assertTrue(server.process().isAlive());
            deaf.resumeReading();
            deaf.await(ServerFrame.Behind.class);
            assertTrue(
                    deaf.waiting().stream()
                                    .filter(ServerFrame.Pushed.class::isInstance)
                                    .count()
                            < 1_000,
                    "pushes were dropped, not kept");
            deaf.send(new ClientFrame.Check(Optional.empty()));
            deaf.await(ServerFrame.Current.class, current -> true, Duration.ofSeconds(20));
            var log = LogCheck.gapless(Chat.items(deaf, alice.with(bob)));
            assertEquals(2_002, log.size(), "`create`, the first and 2,000 big ones");
        }
    }

    @Test
    void aSenderThatNeverReadsItsAcksIsStoppedNotBuffered() {
        Person mute = People.signIn(server, dave);
        try (var wire = Wire.deaf(server.port(), mute.token());
                var third = Wire.open(server.port(), carol.token())) {
            var stop = new AtomicBoolean();
            var thread = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < 20_000 && !stop.get(); i++) {
                        wire.send(new ClientFrame.Sync(i, dave.with(carol), ClientFrame.Direction.AFTER, 0, 200));
                    }
                } catch (UncheckedIOException e) {
                    stop.set(true);
                }
            });
            for (int i = 0; i < 50; i++) {
                Chat.say(third, carol, dave, BIG);
            }
            assertTrue(server.process().isAlive());
            stop.set(true);
            wire.hangUp();
            thread.interrupt();
        }
    }
}
