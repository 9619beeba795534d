package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/// A device that was signed out from another one.
@SuppressWarnings("NullAway.Init") // set before each test
class LockTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private TestServer server;
    private Godwit alice;

    @BeforeEach
    void aliceHasSomethingWaitingWhenHerSessionIsEnded() throws Exception {
        server = new TestServer();
        alice = Godwit.open(directory.resolve("alice"), server.options());
        alice.register(server.address(), "alice", "password1", Optional.empty());
        try (var bob = Godwit.open(directory.resolve("bob"), server.options())) {
            bob.register(server.address(), "bob", "password1", Optional.empty());
        }
        alice.send("bob", "read me if you can");
        assertTrue(alice.syncOnce(LONG).complete());
        alice.send("bob", "waits");
        server.revokeAll();
    }

    @AfterEach
    void close() {
        alice.close();
        server.close();
    }

    private void lock() throws Exception {
        var states = new Watched<ConnectionState>();
        var watching = alice.observeConnection(states);
        alice.start();
        states.await(ConnectionState.SignedOut.class::isInstance);
        watching.close();
    }

    private static void locked(Executable call) {
        var refused = assertThrows(GodwitException.class, call);
        assertEquals(GodwitException.LOCKED, refused.code());
        assertEquals("This device was signed out from another one.", refused.getMessage());
        assertEquals("Sign in to see your messages and to send what waits.", refused.hint());
    }

    @Test
    void neitherReadsNorWritesUntilItsUserSignsInAgain() throws Exception {
        lock();
        locked(alice::conversations);
        locked(alice::outbox);
        locked(() -> alice.messages(1, OptionalLong.empty(), 10));
        locked(() -> alice.send("bob", "not by whoever has it now"));
        locked(() -> alice.markRead(1));
        alice.stop();
        locked(alice::start);
        locked(() -> alice.syncOnce(LONG));
        assertEquals("alice", alice.account().orElseThrow().name());
    }

    @Test
    void staysLockedInAnotherProcessAndAfterARestart() throws Exception {
        lock();
        alice.close();
        alice = Godwit.open(directory.resolve("alice"), server.options());
        locked(alice::conversations);
        assertEquals(new ConnectionState.Offline(), alice.connectionState());
    }

    @Test
    void theNextSignInUnlocksAndSendsWhatWaited() throws Exception {
        lock();
        alice.signIn(server.address(), "alice", "password1");
        var list = new Watched<List<Conversation>>();
        var watching = alice.observeConversations(list);
        list.await(all -> all.size() == 1 && all.getFirst().pending() == 0);
        watching.close();
        assertEquals(
                List.of("read me if you can", "waits"),
                alice.messages(alice.find("bob").orElseThrow().key(), OptionalLong.empty(), 10).stream()
                        .map(Message::text)
                        .toList());
    }

    @Test
    void nobodyElseCanUnlockIt() throws Exception {
        lock();
        alice.stop();
        var refused = assertThrows(GodwitException.class, () -> alice.signIn(server.address(), "mallory", "password1"));
        assertEquals(GodwitException.OTHER_ACCOUNT, refused.code());
        locked(alice::conversations);
    }

    @Test
    void signingOutDoesNotUnlock() throws Exception {
        lock();
        alice.signOut();
        locked(alice::conversations);
        assertEquals(
                GodwitException.NO_ACCOUNT,
                assertThrows(GodwitException.class, alice::start).code());
    }

    @Test
    void whatIsWatchedComesAgainAfterTheNextSignIn() throws Exception {
        var list = new Watched<List<Conversation>>();
        var watching = alice.observeConversations(list);
        list.await(all -> all.size() == 1);
        lock();
        alice.signIn(server.address(), "alice", "password1");
        list.await(all -> all.getFirst().pending() == 0);
        watching.close();
    }

    @Test
    void anotherProcessThatSignsInLetsARunningEngineGoOn() throws Exception {
        lock();
        try (var other = Godwit.open(directory.resolve("alice"), server.options())) {
            other.signIn(server.address(), "alice", "password1");
        }
        var states = new Watched<ConnectionState>();
        var watching = alice.observeConnection(states);
        states.await(new ConnectionState.Online(true)::equals);
        watching.close();
    }
}
