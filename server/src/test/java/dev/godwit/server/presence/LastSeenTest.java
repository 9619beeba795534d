package dev.godwit.server.presence;

import static dev.godwit.protocol.PresenceState.BUSY;
import static dev.godwit.protocol.PresenceState.ONLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.UserId;
import dev.godwit.server.presence.Square.Somebody;
import dev.godwit.server.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/// When people were last there: saved behind everybody's back, and never in anybody's way.
class LastSeenTest {
    private final MemoryStore store = new MemoryStore("epoch");
    private final Trouble trouble = new Trouble(store.lastSeen());
    private Square square = new Square(store, trouble, false, Optional.empty());

    /// A store that can be slow or broken, and remembers what was saved.
    private static final class Trouble implements LastSeenStore {
        private final LastSeenStore behind;
        private final List<Map<UserId, Long>> saved = new ArrayList<>();
        boolean silent;
        boolean fails;
        boolean throwing;

        Trouble(LastSeenStore behind) {
            this.behind = behind;
        }

        @Override
        public CompletionStage<Map<UserId, Long>> lastSeen(Collection<UserId> users) {
            return trouble(behind.lastSeen(users));
        }

        @Override
        public CompletionStage<Void> save(Map<UserId, Long> seen) {
            saved.add(seen);
            return fails || throwing || silent ? trouble(new CompletableFuture<>()) : behind.save(seen);
        }

        private <T> CompletionStage<T> trouble(CompletionStage<T> otherwise) {
            if (throwing) {
                throw new IllegalStateException("thrown");
            }
            if (silent) {
                return new CompletableFuture<>();
            }
            return fails ? CompletableFuture.failedStage(new IllegalStateException("failed")) : otherwise;
        }
    }

    private long now() {
        return square.now();
    }

    private Map<UserId, Long> kept(Somebody... people) {
        return store.lastSeen()
                .lastSeen(List.of(people).stream().map(Somebody::user).toList())
                .toCompletableFuture()
                .join();
    }

    @Test
    void itIsGatheredAndSavedNowAndThen() {
        var alice = square.somebody().connected();
        var bob = square.somebody().connected();
        for (int i = 0; i < 10; i++) {
            alice.says(ONLINE);
            bob.says(BUSY);
            square.pass(1_000);
        }
        assertEquals(List.of(), trouble.saved);
        square.pass(LastSeen.SAVE_EVERY);
        assertEquals(1, trouble.saved.size());
        assertEquals(Map.of(alice.user(), now() - 31_000, bob.user(), now() - 31_000), kept(alice, bob));
        square.pass(10 * LastSeen.SAVE_EVERY);
        assertEquals(1, trouble.saved.size(), "nothing new, nothing saved");
    }

    @Test
    void anOrderlyStopSavesWhoIsStillThereAsSeenNow() {
        var alice = square.somebody().connected().says(ONLINE);
        square.pass(20_000);
        var stopping = square.whereabouts.stop().toCompletableFuture();
        square.settle();
        assertTrue(stopping.isDone());
        assertEquals(Map.of(alice.user(), now()), kept(alice));
    }

    @Test
    void aRestartDoesNotForgetWhenSomebodyWasLastSeen() {
        var alice = square.somebody().connected().says(ONLINE);
        square.pass(LastSeen.SAVE_EVERY);
        square = new Square(store.reopen(), false);
        // Another square draws the same people in the same order.
        var same = square.somebody();
        assertEquals(alice.user(), same.user());
        var bob = square.somebody().connected().watches(same, square.somebody());
        assertEquals("offline 0", bob.hearsOf(same));
    }

    @Test
    void aFailedSaveIsTriedAgainAndNobodyNotices() {
        trouble.fails = true;
        var alice = square.somebody().connected();
        var bob = square.somebody().connected().watches(alice);
        bob.hears();
        alice.says(ONLINE);
        long said = now();
        square.pass(LastSeen.SAVE_EVERY);
        assertEquals("online", bob.hearsOf(alice));
        assertEquals(Map.of(), kept(alice));
        trouble.fails = false;
        square.pass(LastSeen.SAVE_EVERY);
        assertEquals(Map.of(alice.user(), said), kept(alice));
    }

    @Test
    void aStoreThatThrowsDisturbsNobody() {
        trouble.throwing = true;
        var alice = square.somebody().connected();
        var bob = square.somebody().connected().watches(alice);
        square.pass(Lookout.ANSWER_WITHIN);
        assertEquals("offline", bob.hearsOf(alice));
        alice.says(ONLINE);
        square.pass(LastSeen.SAVE_EVERY);
        assertEquals("online", bob.hearsOf(alice));
        trouble.throwing = false;
        square.pass(LastSeen.SAVE_EVERY);
        assertFalse(kept(alice).isEmpty());
    }

    @Test
    void aStoreThatNeverAnswersDelaysAWatchForAMomentAndGetsNoHeapOfWork() {
        trouble.silent = true;
        var alice = square.somebody().connected();
        var carol = square.somebody().connected().says(ONLINE);
        var bob = square.somebody().connected().watches(alice, carol);
        assertEquals("nothing", bob.hearsOf(carol));
        square.pass(Lookout.ANSWER_WITHIN);
        assertEquals("online", bob.hearsOf(carol));
        bob.watches(carol);
        assertEquals("online", bob.hearsOf(carol), "nobody missed: at once");
        for (int i = 0; i < 20; i++) {
            alice.says(ONLINE);
            square.pass(10_000);
        }
        assertTrue(trouble.saved.size() <= 5, "saves under way: " + trouble.saved.size());
        trouble.silent = false;
        alice.says(ONLINE);
        square.pass(100_000);
        assertFalse(kept(alice).isEmpty(), "and goes on when the store does");
    }

    @Test
    void whatTheStoreFindsLateIsToldLate() {
        var answer = new CompletableFuture<Map<UserId, Long>>();
        square = new Square(
                store,
                new LastSeenStore() {
                    @Override
                    public CompletionStage<Map<UserId, Long>> lastSeen(Collection<UserId> users) {
                        return answer;
                    }

                    @Override
                    public CompletionStage<Void> save(Map<UserId, Long> seen) {
                        return store.lastSeen().save(seen);
                    }
                },
                false,
                Optional.empty());
        var same = square.somebody();
        var bob = square.somebody().connected().watches(same);
        square.pass(Lookout.ANSWER_WITHIN);
        assertEquals("offline", bob.hearsOf(same));
        answer.complete(Map.of(same.user(), now() - 5_500));
        square.pass(1_000);
        assertEquals("offline -5000", bob.hearsOf(same));
    }
}
