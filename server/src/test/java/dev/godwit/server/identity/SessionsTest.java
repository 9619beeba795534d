package dev.godwit.server.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.Accounts.NewAccount;
import dev.godwit.server.identity.Accounts.Session;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The queue stands for the virtual threads: what it holds runs when the test says so.
final class SessionsTest {
    private final MovableClock clock = new MovableClock();
    private final MemoryAccounts accounts = new MemoryAccounts();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Sessions sessions = new Sessions(accounts, clock, queue::add);
    private final Random random = new Random(5);

    private Session signedIn(String name) {
        var user = UserId.random(random);
        accounts.create(new NewAccount(user, new AccountName(name), "hash", clock.instant()));
        var session =
                new Session("s-" + name, user, DeviceId.random(random), "laptop", clock.instant(), clock.instant());
        accounts.open(session, Secrets.hash("token of " + name));
        return session;
    }

    private CompletableFuture<Optional<Session>> authenticate(String name) {
        return sessions.authenticate("token of " + name).toCompletableFuture();
    }

    private void use(String name) {
        assertFalse(authenticate(name).isCompletedExceptionally());
    }

    private void runQueue() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    @Test
    void callerNeverWaitsForTheStoreAndSecondLookIsAnsweredAtOnce() {
        Session alice = signedIn("alice");
        var first = authenticate("alice");
        assertFalse(first.isDone());
        runQueue();
        assertEquals(Optional.of(alice), first.join());
        assertEquals(Optional.of(alice), authenticate("alice").getNow(Optional.empty()));
        assertTrue(queue.isEmpty());
    }

    @Test
    void unknownEmptyAndOverlongTokensAreNobodys() {
        var unknown = authenticate("nobody");
        runQueue();
        assertEquals(Optional.empty(), unknown.join());
        for (String token : List.of("", "x".repeat(1_000))) {
            assertEquals(
                    Optional.empty(),
                    sessions.authenticate(token).toCompletableFuture().join());
        }
        assertTrue(queue.isEmpty());
    }

    @Test
    void endedSessionLeavesTheCacheAndListenersHearOfIt() {
        Session alice = signedIn("alice");
        var heard = new ArrayList<Session>();
        sessions.onRevoked(session -> {
            throw new IllegalStateException("another listener's fault");
        });
        sessions.onRevoked(heard::add);
        use("alice");
        runQueue();
        accounts.revoke(alice.user(), alice.id());
        sessions.end(alice);
        assertEquals(List.of(alice), heard);
        assertTrue(sessions.hasEnded(alice.id()));
        var after = authenticate("alice");
        runQueue();
        assertEquals(Optional.empty(), after.join());
    }

    @Test
    void sessionThatEndsBeforeTheLookUpRunsIsNobodys() {
        Session alice = signedIn("alice");
        var waiting = authenticate("alice");
        accounts.revoke(alice.user(), alice.id());
        sessions.end(alice);
        runQueue();
        assertEquals(Optional.empty(), waiting.join());
    }

    @Test
    void sessionThatEndsWhileTheStoreAnswersDoesNotEnterTheCache() {
        Session alice = signedIn("alice");
        var later = new ArrayDeque<Runnable>();
        Accounts store = (Accounts) Proxy.newProxyInstance(
                Accounts.class.getClassLoader(), new Class<?>[] {Accounts.class}, (_, method, arguments) -> {
                    Object answer = method.invoke(accounts, arguments);
                    if (method.getName().equals("byToken") && !later.isEmpty()) {
                        later.remove().run();
                    }
                    return answer;
                });
        var racing = new Sessions(store, clock, Runnable::run);
        later.add(() -> {
            accounts.revoke(alice.user(), alice.id());
            racing.end(alice);
        });
        String token = "token of alice";
        assertEquals(
                Optional.empty(),
                racing.authenticate(token).toCompletableFuture().join());
        assertTrue(later.isEmpty());
    }

    @Test
    void useIsSavedAtMostOnceAMinute() {
        Session alice = signedIn("alice");
        use("alice");
        runQueue();
        clock.advance(Duration.ofSeconds(59));
        use("alice");
        assertTrue(queue.isEmpty());
        clock.advance(Duration.ofSeconds(1));
        use("alice");
        use("alice");
        assertEquals(1, queue.size());
        runQueue();
        assertEquals(clock.instant(), accounts.sessions(alice.user()).getFirst().lastUsed());
    }

    @Test
    void connectionThatStaysIsInUseAtMostOnceAMinute() {
        Session alice = signedIn("alice");
        use("alice");
        runQueue();
        for (int minute = 1; minute <= 3; minute++) {
            clock.advance(Duration.ofSeconds(30));
            sessions.used(alice.id());
            assertTrue(queue.isEmpty());
            clock.advance(Duration.ofSeconds(30));
            sessions.used(alice.id());
            use("alice");
            sessions.used(alice.id());
            assertEquals(1, queue.size());
            runQueue();
            assertEquals(
                    clock.instant(), accounts.sessions(alice.user()).getFirst().lastUsed());
        }
    }

    @Test
    void connectionOfASessionThatEndedIsNotNotedAnyMore() {
        Session alice = signedIn("alice");
        accounts.revoke(alice.user(), alice.id());
        sessions.end(alice);
        clock.advance(Duration.ofMinutes(5));
        sessions.used(alice.id());
        assertTrue(queue.isEmpty());
    }
}
