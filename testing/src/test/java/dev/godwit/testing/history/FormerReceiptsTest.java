package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.NOT_CONVERGED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a device may go on showing of somebody whose receipts a restored server has lost.
class FormerReceiptsTest {
    private final UserId alice = UserId.random(new Random(1));
    private final UserId bob = UserId.random(new Random(2));
    private final Tale tale = new Tale();
    private final Phone alice1 = tale.phone("alice/1", alice);
    private final Phone bob1 = tale.phone("bob/1", bob);
    private final ConversationId pair = tale.pair(alice, bob);

    /// Bob has read all that there was, and the copy knows neither that nor Alice's last message.
    private void story() {
        tale.write(bob1, pair, 1);
        tale.write(alice1, pair, 2);
        tale.settle();
        tale.backUp();
        tale.write(alice1, pair, 3);
        tale.settle();
        tale.look(bob1, pair);
        tale.settle();
        tale.restore();
    }

    /// Bob's device does not say again what he had read; what Alice's shows is up to the test.
    private Set<Violation.Kind> verdict(Cursor server, Cursor shown) {
        int restored = 0;
        while (!(tale.happenings.get(restored) instanceof Happening.Restored)) {
            restored++;
        }
        List<Happening> since = tale.happenings.subList(restored, tale.happenings.size());
        since.removeIf(
                what -> what instanceof Happening.Told told && told.user().equals(bob));
        since.replaceAll(what ->
                what instanceof Happening.Claimed claimed && claimed.device().equals(bob1.device)
                        ? new Happening.Claimed(
                                claimed.device(),
                                claimed.conversation(),
                                new Cursor(claimed.cursor().delivered(), server.read()))
                        : what);
        Finale finale = tale.finale();
        Optional.ofNullable(finale.cursors().get(pair)).orElseThrow().put(bob, server);
        finale.views().stream()
                .filter(view -> view.device().equals(alice1.device))
                .findFirst()
                .flatMap(view -> Optional.ofNullable(view.conversations().get(pair)))
                .orElseThrow()
                .cursors()
                .put(bob, shown);
        return HealthyTest.check(tale, finale).stream().map(Violation::kind).collect(Collectors.toSet());
    }

    @Test
    void whatWasTrueOfTheCommonBeginningMayBeShown() {
        story();
        tale.settle();
        // Alice's lost message stands in its old place again.
        assertEquals(Set.of(), verdict(new Cursor(4, 0), new Cursor(4, 4)));
    }

    @Test
    void whatWasTrueOfOtherEntriesMayNot() {
        story();
        tale.write(bob1, pair, 4);
        tale.send(bob1);
        tale.settle();
        // It stands behind Bob's now; what he had read there was another.
        assertEquals(Set.of(NOT_CONVERGED), verdict(new Cursor(5, 0), new Cursor(5, 4)));
    }

    @Test
    void norMoreThanWasEverClaimed() {
        story();
        tale.settle();
        tale.write(alice1, pair, 5);
        tale.settle();
        assertEquals(Set.of(NOT_CONVERGED), verdict(new Cursor(5, 0), new Cursor(5, 5)));
    }
}
