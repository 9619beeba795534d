package dev.godwit.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearnessTest {
    private static final ClientFrame.Typing ON = new ClientFrame.Typing(Bench.WITH_BOB, true);
    private static final ClientFrame.Typing OFF = new ClientFrame.Typing(Bench.WITH_BOB, false);

    private static Event.WatchWanted watch(Bench bench) {
        return new Event.WatchWanted(bench.now, List.of(Bench.WITH_BOB), List.of(Bench.BOB));
    }

    private static List<PresenceState> said(Bench bench) {
        return bench.frames(ClientFrame.Presence.class).stream()
                .map(ClientFrame.Presence::state)
                .toList();
    }

    private static ServerFrame.Presences presence(PresenceState state) {
        return new ServerFrame.Presences(List.of(new ServerFrame.Presence(Bench.BOB, state, OptionalLong.empty())));
    }

    @Test
    void whatTheScreenShowsIsSaidWhenItChangesAndAfterEachWelcome() {
        var bench = new Bench().onlineWithFeatures();
        var expected = new ClientFrame.Watch(List.of(Bench.WITH_BOB), List.of(Bench.BOB));
        assertEquals(List.of(expected), bench.on(watch(bench)).frames(ClientFrame.Watch.class));
        assertEquals(List.of(), bench.on(watch(bench)).frames(ClientFrame.Watch.class));
        bench.on(new Event.Closed(bench.now, false, "cut"));
        bench.on(new Event.TryNow(bench.now)).open();
        assertEquals(List.of(), bench.frames(ClientFrame.Watch.class));
        assertEquals(List.of(expected), bench.welcomeWithFeatures().frames(ClientFrame.Watch.class));
    }

    @Test
    void moreThanTheServerTakesIsCutOff() {
        var bench = new Bench().onlineWithFeatures();
        List<UserId> many = IntStream.range(0, 300)
                .mapToObj(seed -> UserId.random(new Random(seed)))
                .toList();
        bench.on(new Event.WatchWanted(bench.now, List.of(), many));
        assertEquals(
                many.subList(0, 200),
                bench.frames(ClientFrame.Watch.class).getFirst().users());
    }

    @Test
    void serverThatOffersNoneOfItHearsNothing() {
        var bench = new Bench().online();
        bench.on(watch(bench));
        assertEquals(List.of(), bench.frames());
        assertEquals(List.of(), bench.on(new Event.Active(bench.now)).frames());
        assertEquals(
                List.of(), bench.on(new Event.Typed(bench.now, Bench.WITH_BOB)).frames());
    }

    @Test
    void onlineAsLongAsTheUserDoesSomethingThenAwayAndSaidAgainEvery25Seconds() {
        var bench = new Bench().onlineWithFeatures();
        assertEquals(List.of(), bench.pass(100_000).frames(ClientFrame.Presence.class));
        assertEquals(List.of(PresenceState.ONLINE), said(bench.on(new Event.Active(bench.now))));
        assertEquals(List.of(), said(bench.after(1_000).on(new Event.Active(bench.now))));
        assertEquals(List.of(), said(bench.pass(23_999)));
        assertEquals(List.of(PresenceState.ONLINE), said(bench.pass(1)));
        long lastDone = bench.now - 24_000;
        int beats = 0;
        while (true) {
            bench.pass(1_000);
            if (said(bench).contains(PresenceState.AWAY)) {
                break;
            }
            beats += said(bench).size();
            assertTrue(bench.now - lastDone <= OwnPresence.IDLE_MILLIS);
        }
        assertEquals(OwnPresence.IDLE_MILLIS, bench.now - lastDone);
        assertEquals(11, beats);
        assertEquals(List.of(PresenceState.AWAY), said(bench.pass(25_000)));
        assertEquals(List.of(PresenceState.ONLINE), said(bench.on(new Event.Active(bench.now))));
    }

    @Test
    void busyInsteadAsLongAsTheUserWantsItOnAnyDevice() {
        var bench = new Bench().onlineWithFeatures();
        bench.on(new Event.Active(bench.now));
        bench.on(new Event.Changed(bench.now, new LocalChanges(List.of(), Set.of(), Map.of(), true)));
        assertEquals(List.of(PresenceState.BUSY), said(bench));
        bench.on(new Event.Changed(bench.now, new LocalChanges(List.of(), Set.of(), Map.of(), false)));
        assertEquals(List.of(PresenceState.ONLINE), said(bench));
    }

    @Test
    void offlineIsSaidByWhoeverAppeared() {
        var bench = new Bench().onlineWithFeatures();
        assertEquals(List.of(), bench.on(new Event.Leaving(bench.now)).frames());
        bench.on(new Event.Active(bench.now));
        assertEquals(List.of(PresenceState.OFFLINE), said(bench.on(new Event.Leaving(bench.now))));
    }

    @Test
    void typingIsSaidEvery4SecondsAndEnds5SecondsAfterTheLastKey() {
        var bench = new Bench().onlineWithFeatures();
        int said = 0;
        for (int key = 0; key <= 12_000; key += 200) {
            bench.on(new Event.Typed(bench.now, Bench.WITH_BOB));
            said += bench.frames(ClientFrame.Typing.class).size();
            bench.after(200);
        }
        assertEquals(4, said);
        bench.after(-200);
        assertEquals(List.of(), bench.pass(4_999).frames(ClientFrame.Typing.class));
        assertEquals(List.of(OFF), bench.pass(1).frames(ClientFrame.Typing.class));
        assertEquals(List.of(), bench.pass(60_000).frames(ClientFrame.Typing.class));
    }

    @Test
    void typingEndsWithTheMessage() {
        var bench = new Bench(Bench.complete(4)).onlineWithFeatures();
        assertEquals(
                List.of(ON),
                bench.on(new Event.Typed(bench.now, Bench.WITH_BOB)).frames(ClientFrame.Typing.class));
        assertEquals(List.of(OFF), bench.changed(Bench.rows(1, 1)).frames(ClientFrame.Typing.class));
        bench.on(new Event.Typed(bench.now, Bench.WITH_BOB));
        assertEquals(List.of(), bench.frames(ClientFrame.Typing.class), "not more often than every 4 s");
    }

    @Test
    void othersCountAsTypingFor6SecondsOrUntilTheirMessageComes() {
        var bench = new Bench(Bench.complete(4)).onlineWithFeatures();
        bench.on(watch(bench));
        var typing = new ServerFrame.Typing(Bench.WITH_BOB, Bench.BOB, true);
        bench.got(typing);
        assertEquals(
                Map.of(Bench.WITH_BOB, List.of(Bench.BOB)),
                bench.told().orElseThrow().typing());
        bench.pass(5_999);
        assertEquals(Optional.empty(), bench.told());
        bench.pass(1);
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
        bench.got(typing);
        bench.pushed(5);
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
        bench.got(typing).got(new ServerFrame.Typing(Bench.WITH_BOB, Bench.BOB, false));
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
    }

    @Test
    void nobodyIsThereOnceTheConnectionIsLost() {
        var bench = new Bench().onlineWithFeatures();
        bench.on(watch(bench)).got(presence(PresenceState.ONLINE));
        assertEquals(Set.of(Bench.BOB), bench.told().orElseThrow().presences().keySet());
        bench.on(new Event.Closed(bench.now, false, "cut"));
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
    }

    @Test
    void presenceOfWhoIsNotShownAnyMoreIsForgotten() {
        var bench = new Bench().onlineWithFeatures();
        bench.on(watch(bench)).got(presence(PresenceState.ONLINE));
        bench.on(new Event.WatchWanted(bench.now, List.of(), List.of()));
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
        bench.got(presence(PresenceState.AWAY));
        assertEquals(Optional.empty(), bench.told(), "it was still on its way");
    }

    @Test
    void endedSessionLocksTheProfileAndNobodyIsSeenAnyMore() {
        var bench = new Bench().onlineWithFeatures();
        bench.on(watch(bench)).got(presence(PresenceState.ONLINE));
        bench.got(new ServerFrame.Failure(Code.UNAUTHORIZED, "Sign in again.", "", OptionalLong.empty()));
        assertEquals(List.of(new StoreOp.Lock()), bench.ops(StoreOp.Lock.class));
        assertEquals(Surroundings.NOTHING, bench.told().orElseThrow());
    }
}
