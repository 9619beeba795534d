package dev.godwit.client.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.client.view.ConnectionState;
import dev.godwit.client.view.Nearby;
import dev.godwit.client.view.Presence;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // set before each test
class LiveTest extends AliceAndBob {
    private static final Duration LONG = Duration.ofSeconds(30);

    private UserId bobsId;
    private long withBob;
    private long withAlice;
    private final Watched<Nearby> seen = new Watched<>();

    @BeforeEach
    void aliceLooksAtBob() throws Exception {
        bobsId = bob.account().orElseThrow().user();
        withBob = alice.send("bob", "Hello").conversation();
        assertTrue(alice.syncOnce(LONG).complete());
        assertTrue(bob.syncOnce(LONG).complete());
        withAlice = bob.find("alice").orElseThrow().key();
        alice.live().observe(seen);
        alice.live().watch(List.of(withBob), List.of(bobsId));
        alice.start();
        seen.await(near -> state(near) == PresenceState.OFFLINE);
    }

    private PresenceState state(Nearby near) {
        Presence presence = near.presences().get(bobsId);
        return presence == null ? PresenceState.AWAY : presence.state();
    }

    @Test
    void whoDoesSomethingAppearsAndIsGoneWhenTheyLeave() throws Exception {
        bob.start();
        bob.live().active();
        seen.await(near -> state(near) == PresenceState.ONLINE);
        assertEquals(
                PresenceState.ONLINE,
                alice.live().ask(List.of(bobsId)).getFirst().state());
        bob.stop();
        seen.await(near -> state(near) == PresenceState.OFFLINE);
    }

    @Test
    void whoIsOnlyConnectedDoesNotAppear() throws Exception {
        assertTrue(bob.syncOnce(LONG).complete());
        assertEquals(
                List.of(new Presence(bobsId, PresenceState.OFFLINE, Optional.empty())),
                alice.live().ask(List.of(bobsId)));
    }

    @Test
    void typingShowsUntilTheMessageComes() throws Exception {
        bob.start();
        var online = new Watched<ConnectionState>();
        bob.observeConnection(online);
        online.await(new ConnectionState.Online(true)::equals);
        bob.live().typing(withAlice);
        seen.await(near -> near.typing().equals(Map.of(withBob, List.of(bobsId))));
        bob.send("alice", "Hi");
        seen.await(near -> near.typing().isEmpty());
    }

    @Test
    void nothingIsKnownWithoutAConnectionAndEverythingIsAskedAgainAfterIt() throws Exception {
        server.tunnel(true);
        seen.await(Nearby.NOTHING::equals);
        server.tunnel(false);
        alice.tryNow();
        seen.await(near -> state(near) == PresenceState.OFFLINE);
    }

    @Test
    void whatIsWatchedOutlivesTheEngine() throws Exception {
        alice.stop();
        alice.start();
        bob.start();
        bob.live().active();
        seen.await(near -> state(near) == PresenceState.ONLINE);
    }
}
