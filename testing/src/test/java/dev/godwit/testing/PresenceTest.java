package dev.godwit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Api;
import dev.godwit.testing.harness.Await;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.RunningServer;
import dev.godwit.testing.harness.Wire;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who is there: said by devices and by a calendar, seen by those who may, remembered when the server
/// stops.
class PresenceTest {
    @RegisterExtension
    static final RunningServer server = RunningServer.with("alice", "bob");

    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");

    @Test
    void presenceIsSeenByThoseWhoWatchAndLastSeenOutlivesARestart() {
        long seen;
        try (var bobs = Wire.open(server.port(), bob.token())) {
            bobs.send(new ClientFrame.Watch(List.of(), List.of(alice.user())));
            assertEquals(PresenceState.OFFLINE, next(bobs, any -> true).state());
            long began = System.currentTimeMillis();
            try (var alices = Wire.open(server.port(), alice.token())) {
                says(alices, PresenceState.ONLINE);
                next(bobs, PresenceState.ONLINE);
                says(alices, PresenceState.AWAY);
                next(bobs, PresenceState.AWAY);
                calendarSays("{\"state\":\"busy\",\"ttl\":3600000}");
                next(bobs, PresenceState.BUSY);
                assertEquals("busy", askedByHttp());
                says(alices, PresenceState.ONLINE);
                calendarSays("{\"state\":\"offline\"}");
                next(bobs, PresenceState.ONLINE);
                // Without a word, as a process that is killed.
                alices.hangUp();
            }
            var offline = next(bobs, PresenceState.OFFLINE);
            seen = offline.seen().orElseThrow();
            assertTrue(seen >= began && seen <= System.currentTimeMillis(), "seen at " + seen);
        }
        assertEquals(0, server.process().stop());
        server.process().startAgain();
        try (var bobs = Wire.open(server.port(), bob.token())) {
            bobs.send(new ClientFrame.Watch(List.of(), List.of(alice.user())));
            assertEquals(
                    new ServerFrame.Presence(alice.user(), PresenceState.OFFLINE, OptionalLong.of(seen)),
                    next(bobs, any -> true));
            set(AccountSetting.PRESENCE_AUDIENCE, Optional.of("nobody"));
            var hidden = next(bobs, presence -> presence.seen().isEmpty());
            assertEquals(PresenceState.OFFLINE, hidden.state());
            try (var alices = Wire.open(server.port(), alice.token())) {
                says(alices, PresenceState.BUSY);
                Await.until("alice sees herself", () -> askedByHttp(alice).equals("busy"));
                assertEquals("offline", askedByHttp());
                set(AccountSetting.PRESENCE_AUDIENCE, Optional.empty());
                next(bobs, PresenceState.BUSY);
            }
        }
    }

    @Test
    void typingIsSeenByWhoLooksAtTheConversation() {
        var conversation = alice.with(bob);
        try (var alices = Wire.open(server.port(), alice.token());
                var bobs = Wire.open(server.port(), bob.token())) {
            Chat.say(alices, alice, bob, "hello");
            bobs.send(new ClientFrame.Watch(List.of(conversation), List.of(bob.user())));
            bobs.await(ServerFrame.Presences.class);
            alices.send(new ClientFrame.Typing(conversation, true));
            assertEquals(
                    new ServerFrame.Typing(conversation, alice.user(), true), bobs.await(ServerFrame.Typing.class));
            alices.send(new ClientFrame.Typing(conversation, false));
            assertEquals(
                    new ServerFrame.Typing(conversation, alice.user(), false), bobs.await(ServerFrame.Typing.class));
        }
    }

    private static void says(Wire wire, PresenceState state) {
        wire.send(new ClientFrame.Presence(state, OptionalLong.empty()));
    }

    private ServerFrame.Presence next(Wire wire, PresenceState state) {
        return next(wire, presence -> presence.state() == state);
    }

    /// What comes next of alice that fits.
    private ServerFrame.Presence next(Wire wire, Predicate<ServerFrame.Presence> wanted) {
        return wire
                .await(
                        ServerFrame.Presences.class,
                        frame -> frame.users().stream()
                                .anyMatch(each -> each.user().equals(alice.user()) && wanted.test(each)))
                .users()
                .stream()
                .filter(each -> each.user().equals(alice.user()))
                .findFirst()
                .orElseThrow();
    }

    private void calendarSays(String body) {
        assertEquals(
                204,
                Api.as(server.port(), alice.token()).put("/v1/presence", body).status());
    }

    private String askedByHttp() {
        return askedByHttp(bob);
    }

    private String askedByHttp(Person asker) {
        return Api.as(server.port(), asker.token())
                .get("/v1/presence?id=" + alice.user())
                .json()
                .path("users")
                .path(0)
                .path("state")
                .asString("");
    }

    private void set(String name, Optional<String> value) {
        try (var wire = Wire.open(server.port(), alice.token())) {
            var id = new ClientMessageId(UUID.randomUUID().toString());
            wire.send(new ClientFrame.Send(
                    ConversationId.account(alice.user()),
                    id,
                    Optional.empty(),
                    Optional.empty(),
                    new AccountSetting(name, value).toContent()));
            wire.await(ServerFrame.Sent.class, sent -> sent.id().equals(id));
        }
    }
}
