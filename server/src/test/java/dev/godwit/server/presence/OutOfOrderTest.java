package dev.godwit.server.presence;

import static dev.godwit.protocol.AccountSetting.PRESENCE_AUDIENCE;
import static dev.godwit.protocol.PresenceState.AWAY;
import static dev.godwit.protocol.PresenceState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.presence.Square.Somebody;
import dev.godwit.server.store.memory.MemoryStore;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Presence that is stopped, broken or behind: who brings something goes on at once.
class OutOfOrderTest {
    private static Square withExecutor(Executor executor) {
        var store = new MemoryStore("epoch");
        return new Square(store, store.lastSeen(), false, Optional.of(executor));
    }

    private static void everything(Square square, Somebody somebody) {
        var other = square.somebody();
        somebody.connected();
        somebody.says(ONLINE);
        somebody.watches(List.of(somebody.with(other)), other);
        somebody.types(somebody.with(other), true);
        somebody.writesTo(other);
        somebody.sets(PRESENCE_AUDIENCE, "nobody");
        square.whereabouts.onlineIn(somebody.with(other), ConversationState.EMPTY);
        somebody.hangsUp();
    }

    @Test
    void anExecutorThatNeverRunsHoldsNobodyUpAndKeepsABoundedHeap() {
        var taken = new AtomicInteger();
        var square = withExecutor(task -> taken.incrementAndGet());
        for (int i = 0; i < 2_000; i++) {
            everything(square, square.somebody());
        }
        assertTrue(taken.get() <= Inbox.CAPACITY + 10, "tasks kept: " + taken.get());
        var stopping = square.whereabouts.stop().toCompletableFuture();
        assertFalse(stopping.isDone());
        var asked = square.whereabouts.of(
                square.somebody().user(), List.of(square.somebody().user()));
        assertTrue(asked.toCompletableFuture().isCompletedExceptionally(), "no room, and it says so");
    }

    @Test
    void anExecutorThatThrowsHoldsNobodyUp() {
        var square = withExecutor(task -> {
            throw new RejectedExecutionException("stopped");
        });
        for (int i = 0; i < 100; i++) {
            everything(square, square.somebody());
        }
        square.whereabouts.stop();
        UserId user = square.somebody().user();
        assertThrows(
                CompletionException.class,
                () -> square.whereabouts
                        .stand(user, square.somebody().device(), ONLINE, OptionalLong.empty())
                        .toCompletableFuture()
                        .join());
    }

    @Test
    void whoHasGoneWhileItWasBehindIsForgottenWhenItHasCaughtUp() {
        var square = new Square();
        var alice = square.somebody().connected();
        alice.says(ONLINE);
        var bob = square.somebody().connected().watches(alice);
        assertEquals("online", bob.hearsOf(alice));
        fill(square, bob);
        // Dropped: nobody hears that this connection has ended.
        square.whereabouts.detach(alice);
        square.settle();
        square.pass(Attendance.GRACE + 1_000);
        assertEquals("offline 0", bob.hearsOf(alice));
    }

    @Test
    void aPrivacySettingIsNotLostWhileItIsBehind() {
        var square = new Square();
        var alice = square.somebody().connected().says(ONLINE);
        var bob = square.somebody().connected().watches(alice);
        assertEquals("online", bob.hearsOf(alice));
        fill(square, bob);
        alice.sets(PRESENCE_AUDIENCE, "nobody");
        square.pass(1_000);
        assertEquals("offline", bob.hearsOf(alice));
    }

    @Test
    void timeGoesOnWhileItIsBehind() {
        var square = new Square();
        var alice = square.somebody().connected().says(ONLINE);
        var bob = square.somebody().connected().watches(alice);
        alice.says(AWAY);
        fill(square, bob);
        square.pass(200_000);
        assertEquals("offline 0", bob.hearsOf(alice));
    }

    private static void fill(Square square, Somebody somebody) {
        var frame = new ClientFrame.Presence(PresenceState.AWAY, OptionalLong.empty());
        for (int i = 0; i < 2 * Inbox.CAPACITY; i++) {
            square.whereabouts.presence(somebody, frame);
        }
        assertEquals(Inbox.CAPACITY, square.owner.size());
    }
}
