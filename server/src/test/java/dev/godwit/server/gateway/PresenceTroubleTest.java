package dev.godwit.server.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.gateway.LiveGateway.Caller;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The path of a message does not lead by presence: with it stopped, broken, stuck or flooded, messages
/// flow.
class PresenceTroubleTest {
    private static final Random RANDOM = new Random(31);

    private final UserId alice = UserId.random(RANDOM);
    private final UserId bob = UserId.random(RANDOM);
    private final ConversationId conversation = ConversationId.direct(alice, bob);
    private int sent;

    @Test
    @Timeout(60)
    void messagesFlowWhilePresenceNeverRuns() throws Exception {
        messagesFlow(task -> {});
    }

    @Test
    @Timeout(60)
    void messagesFlowWhilePresenceRefusesEverything() throws Exception {
        messagesFlow(task -> {
            throw new RejectedExecutionException("stopped");
        });
    }

    @Test
    @Timeout(60)
    void messagesFlowWhilePresenceIsStuckInItsFirstTask() throws Exception {
        var release = new CountDownLatch(1);
        var executor = Executors.newSingleThreadExecutor();
        try {
            executor.execute(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            messagesFlow(executor);
        } finally {
            release.countDown();
            executor.shutdown();
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    private void messagesFlow(Executor presence) throws Exception {
        try (var live = new LiveGateway(presence)) {
            var alices = live.connect(alice);
            var bobs = live.connect(bob);
            for (Caller caller : List.of(alices, bobs)) {
                caller.await(ServerFrame.Current.class, current -> true);
                caller.send(new ClientFrame.Presence(PresenceState.ONLINE, OptionalLong.empty()));
                caller.send(new ClientFrame.Watch(List.of(conversation), List.of(alice, bob)));
                caller.send(new ClientFrame.Typing(conversation, true));
            }
            for (int i = 0; i < 20; i++) {
                var id = say(alices);
                bobs.await(ServerFrame.Pushed.class, push -> push.entry().id().equals(id));
            }
            alices.hangUp();
            bobs.hangUp();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (live.gateway.connections() > 0 && System.nanoTime() < end) {
                LockSupport.parkNanos(5_000_000);
            }
            assertEquals(0, live.gateway.connections(), "both are let go");
            live.connect(alice).await(ServerFrame.Current.class, current -> true);
        }
    }

    private ClientMessageId say(Caller caller) throws InterruptedException {
        var id = new ClientMessageId("m" + sent++);
        caller.send(
                new ClientFrame.Send(conversation, id, Optional.empty(), Optional.of(bob), Content.message("hello")));
        caller.await(ServerFrame.Sent.class, answer -> answer.id().equals(id));
        return id;
    }

    @Test
    @Timeout(60)
    void whoFloodsIsThrottledInThatAloneAndToldSoOnce() throws Exception {
        var executor = Executors.newSingleThreadExecutor();
        try (var live = new LiveGateway(executor)) {
            var alices = live.connect(alice);
            var bobs = live.connect(bob);
            bobs.await(ServerFrame.Current.class, current -> true);
            alices.await(ServerFrame.Current.class, current -> true);
            bobs.send(new ClientFrame.Watch(List.of(), List.of(alice)));
            bobs.await(ServerFrame.Presences.class, presences -> true);
            long began = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                alices.send(new ClientFrame.Presence(
                        i % 2 == 0 ? PresenceState.AWAY : PresenceState.BUSY, OptionalLong.empty()));
            }
            alices.await(ServerFrame.Failure.class, failure -> failure.code() == Code.THROTTLED);
            var id = say(alices);
            bobs.await(ServerFrame.Pushed.class, push -> push.entry().id().equals(id));
            double seconds = (System.nanoTime() - began) / 1e9;
            long told = alices.heardSoFar().stream()
                    .filter(ServerFrame.Failure.class::isInstance)
                    .count();
            assertTrue(told <= seconds / 5, "told " + (told + 1) + " times");
            // Bob's own frames about the moment are not alice's.
            bobs.send(new ClientFrame.Watch(List.of(), List.of(bob)));
            bobs.await(
                    ServerFrame.Presences.class,
                    presences -> presences.users().getFirst().user().equals(bob));
        } finally {
            executor.shutdown();
        }
    }
}
