package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GodwitTest extends AliceAndBob {
    private static final Duration LONG = Duration.ofSeconds(30);

    private static List<String> texts(Godwit who, String with) {
        return who.messages(who.find(with).orElseThrow().key(), OptionalLong.empty(), 1_000).stream()
                .map(Message::text)
                .toList();
    }

    private static String code(GodwitException e) {
        return e.code();
    }

    @Test
    void profileWithoutAccountSaysWhatToDo() {
        try (var nobody = Godwit.open(directory.resolve("nobody"), server.options())) {
            assertEquals(Optional.empty(), nobody.account());
            var failure = assertThrows(GodwitException.class, () -> nobody.send("bob", "Hi"));
            assertEquals(GodwitException.NO_ACCOUNT, failure.code());
            assertTrue(failure.hint().contains("sign in"));
            assertEquals(GodwitException.NO_ACCOUNT, code(assertThrows(GodwitException.class, nobody::start)));
        }
    }

    @Test
    void wrongPasswordAndUnreachableServerAreToldApart() {
        assertEquals(
                "wrong_password",
                code(assertThrows(GodwitException.class, () -> alice.signIn(server.address(), "alice", "wrong"))));
        server.close();
        assertEquals(
                GodwitException.UNREACHABLE,
                code(assertThrows(GodwitException.class, () -> alice.signIn(server.address(), "alice", PASSWORD))));
    }

    @Test
    void profileStaysWithItsAccount() {
        var failure = assertThrows(GodwitException.class, () -> alice.signIn(server.address(), "bob", PASSWORD));
        assertEquals(GodwitException.OTHER_ACCOUNT, failure.code());
        assertEquals("alice", alice.account().orElseThrow().name());
    }

    @Test
    void whatWasWrittenOfflineGoesOutInOrderAndOnce() {
        server.tunnel(true);
        IntStream.rangeClosed(1, 40).forEach(i -> alice.send("bob", "message " + i));
        assertFalse(alice.syncOnce(LONG).complete());
        assertEquals(41, alice.outbox().size(), "40 messages and the look-up that they wait for");
        server.tunnel(false);
        var summary = alice.syncOnce(LONG);
        assertTrue(summary.complete(), summary.toString());
        assertEquals(0, alice.outbox().size());
        assertTrue(bob.syncOnce(LONG).complete());
        assertEquals(IntStream.rangeClosed(1, 40).mapToObj(i -> "message " + i).toList(), texts(bob, "alice"));
    }

    @Test
    void ticksFollowTheMessage() throws Exception {
        Message message = alice.send("bob", "Hello");
        var seen = new Watched<List<Message>>();
        var watching = alice.observeMessages(message.conversation(), 10, seen);
        alice.start();
        seen.await(list -> list.getFirst().state() instanceof MessageState.Sent);
        bob.start();
        seen.await(list -> list.getFirst().state() instanceof MessageState.Delivered);
        assertEquals(1, bob.find("alice").orElseThrow().unread());
        bob.markRead(bob.find("alice").orElseThrow().last().orElseThrow().key());
        seen.await(list -> list.getFirst().state() instanceof MessageState.Read);
        assertEquals(0, bob.find("alice").orElseThrow().unread());
        watching.close();
    }

    @Test
    void bothWriteFirstAndMeetInOneConversation() {
        alice.send("bob", "from alice");
        bob.send("alice", "from bob");
        assertTrue(alice.syncOnce(LONG).complete());
        assertTrue(bob.syncOnce(LONG).complete());
        assertTrue(alice.syncOnce(LONG).complete());
        assertEquals(1, alice.conversations().size());
        assertEquals(1, bob.conversations().size());
        assertEquals(List.of("from alice", "from bob"), texts(alice, "bob"));
        assertEquals(List.of("from alice", "from bob"), texts(bob, "alice"));
    }

    @Test
    void unknownNameFailsItsMessageAndNothingElse() {
        Message lost = alice.send("nobody", "Hello?");
        alice.send("bob", "Hello");
        assertFalse(alice.syncOnce(Duration.ofSeconds(5)).waiting() > 0);
        var state = assertInstanceOf(
                MessageState.Failed.class,
                alice.message(lost.key()).orElseThrow().state());
        assertEquals("unknown_name", state.code());
        assertEquals(List.of("Hello"), texts(alice, "bob"));
        alice.discard(lost.key());
        assertEquals(List.of(), alice.outbox());
        assertEquals(1, alice.conversations().size());
    }

    @Test
    void editAndDiscardReachTheOtherSide() {
        Message first = alice.send("bob", "frist");
        Message second = alice.send("bob", "oops");
        assertTrue(alice.syncOnce(LONG).complete());
        alice.edit(first.key(), "first");
        alice.discard(second.key());
        assertEquals("first", alice.message(first.key()).orElseThrow().text());
        assertTrue(alice.message(second.key()).orElseThrow().deleted());
        assertTrue(alice.syncOnce(LONG).complete());
        assertTrue(bob.syncOnce(LONG).complete());
        assertEquals(List.of("first", ""), texts(bob, "alice"));
    }

    @Test
    void onlyOneEngineRunsPerProfileAndSendsWhatTheOthersWrite() throws Exception {
        alice.start();
        try (var other = Godwit.open(directory.resolve("alice"), server.options())) {
            assertEquals(GodwitException.IN_USE, code(assertThrows(GodwitException.class, other::start)));
            Message message = other.send("bob", "from another process");
            var seen = new Watched<List<Message>>();
            var watching = other.observeMessages(message.conversation(), 10, seen);
            seen.await(list -> list.getFirst().state() instanceof MessageState.Sent);
            watching.close();
            alice.stop();
            other.start();
        }
    }

    @Test
    void whatStandsWaitingSurvivesAProcessThatJustDies() {
        server.tunnel(true);
        // Never closed, as if killed.
        var dying = Godwit.open(directory.resolve("alice"), server.options());
        Message message = dying.send("bob", "Hello");
        assertEquals(message, alice.message(message.key()).orElseThrow());
        server.tunnel(false);
        assertTrue(alice.syncOnce(LONG).complete());
        assertTrue(bob.syncOnce(LONG).complete());
        assertEquals(List.of("Hello"), texts(bob, "alice"));
        dying.close();
    }

    @Test
    void throttlingIsNoFailure() throws Exception {
        server.model(model -> model.refuse(send -> Optional.of(Code.THROTTLED)));
        Message message = alice.send("bob", "Hello");
        var seen = new Watched<List<OutboxItem>>();
        var watching = alice.observeOutbox(seen);
        alice.start();
        seen.await(items -> items.stream().anyMatch(item -> item.attempts() > 0));
        assertInstanceOf(
                MessageState.Pending.class,
                alice.message(message.key()).orElseThrow().state());
        server.model(model -> model.refuse(send -> Optional.empty()));
        seen.await(List::isEmpty);
        watching.close();
    }

    @Test
    void permanentRefusalShowsAReasonAndRetryGoesOut() {
        server.model(model -> model.refuse(
                send -> send.content().body().data().equals("bad") ? Optional.of(Code.BAD_CONTENT) : Optional.empty()));
        Message bad = alice.send("bob", "bad");
        alice.send("bob", "good");
        alice.syncOnce(Duration.ofSeconds(3));
        var failed = assertInstanceOf(
                MessageState.Failed.class,
                alice.message(bad.key()).orElseThrow().state());
        assertEquals("bad_content", failed.code());
        server.model(model -> model.refuse(send -> Optional.empty()));
        alice.retry(bad.key());
        assertTrue(alice.syncOnce(LONG).complete());
        assertTrue(bob.syncOnce(LONG).complete());
        assertEquals(List.of("good", "bad"), texts(bob, "alice"));
    }

    @Test
    void tooLongAndEmptyTextsAreRefusedAtOnce() {
        assertEquals(
                GodwitException.TOO_LARGE,
                code(assertThrows(GodwitException.class, () -> alice.send("bob", "x".repeat(65_537)))));
        assertEquals(GodwitException.EMPTY, code(assertThrows(GodwitException.class, () -> alice.send("bob", "  "))));
        assertEquals(List.of(), alice.outbox());
        alice.send("bob", "x".repeat(65_536));
        assertTrue(alice.syncOnce(LONG).complete());
    }

    @Test
    void signedOutKeepsEverythingAndTheNextSignInSendsIt() {
        alice.send("bob", "before");
        alice.signOut();
        assertFalse(alice.account().orElseThrow().signedIn());
        alice.send("bob", "while signed out");
        assertEquals(GodwitException.NO_ACCOUNT, code(assertThrows(GodwitException.class, alice::start)));
        alice.signIn(server.address(), "alice", PASSWORD);
        assertTrue(alice.syncOnce(LONG).complete());
        assertTrue(bob.syncOnce(LONG).complete());
        assertEquals(List.of("before", "while signed out"), texts(bob, "alice"));
    }

    @Test
    void clockTenYearsWrongChangesNoOrderAndShowsSensibleTimes() {
        var fast = Clock.offset(Clock.systemUTC(), Duration.ofDays(3_650));
        try (var wrong =
                Godwit.open(directory.resolve("carol"), server.options().withClock(fast))) {
            wrong.register(server.address(), "carol", PASSWORD, Optional.empty());
            wrong.send("bob", "one");
            assertTrue(wrong.syncOnce(LONG).complete());
            bob.syncOnce(LONG);
            bob.send("carol", "two");
            assertTrue(bob.syncOnce(LONG).complete());
            assertTrue(wrong.syncOnce(LONG).complete());
            Message pending = wrong.send("bob", "three");
            assertEquals(List.of("one", "two", "three"), texts(wrong, "bob"));
            Instant now = Instant.now();
            assertTrue(
                    Duration.between(pending.at(), now).abs().compareTo(Duration.ofMinutes(1)) < 0,
                    () -> pending.at() + " is shown at " + now);
        }
    }

    @Test
    void liveListCarriesEveryChangeAndEndsWhenClosed() throws Exception {
        var seen = new Watched<List<Conversation>>();
        var watching = alice.observeConversations(seen);
        seen.await(List::isEmpty);
        alice.send("bob", "Hello");
        seen.await(list -> list.size() == 1 && list.getFirst().pending() == 1);
        alice.start();
        seen.await(list -> list.getFirst().pending() == 0);
        watching.close();
        watching.close();
    }
}
