package dev.godwit.server.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.StateDigest;
import dev.godwit.server.delivery.Town.Person;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// Who gets to know what, and that nobody gets to know too little.
class DeliveryTest {
    private final Town town = new Town();
    private final Person alice = town.person();
    private final Person bob = town.person();
    private final Person eve = town.person();

    @Test
    void messageReachesEveryDeviceOfEveryMemberButTheOneThatWroteIt() {
        var tablet = alice.otherDevice();
        List.of(alice, tablet, bob, eve).forEach(person -> person.hello(Optional.empty()));
        town.settle();
        alice.send(bob, "hello");
        town.settle();
        assertEquals(List.of(1L, 2L), pushed(bob));
        assertEquals(List.of(1L, 2L), pushed(tablet));
        assertEquals(List.of(1L), pushed(alice), "the create entry, which the server wrote");
        assertEquals(List.of(), pushed(eve));
    }

    @Test
    void helloBringsWhatChangedSinceTheMarkAndNothingElse() {
        var carol = town.person();
        alice.send(bob, "old");
        alice.send(carol, "old");
        town.settle();
        town.now += 60_000;
        bob.hello(Optional.empty());
        alice.hello(Optional.empty());
        town.settle();
        assertEquals(2, alice.changes().size());
        String mark = alice.current().mark();
        bob.send(alice, "new");
        town.settle();
        alice.told.clear();
        alice.hello(Optional.of(mark));
        town.settle();
        assertEquals(
                List.of(alice.with(bob)),
                alice.changes().stream().map(ServerFrame.Change::conversation).toList());
        assertEquals(List.of(3L), alice.itemsOf(alice.with(bob)), "only entries younger than the mark");
        assertInstanceOf(ServerFrame.Welcome.class, alice.told.getFirst());
        assertInstanceOf(ServerFrame.Current.class, alice.told.getLast());
    }

    @Test
    void markIsAsGoodAfterARestart() {
        alice.send(bob, "old");
        alice.hello(Optional.empty());
        town.settle();
        String mark = alice.current().mark();
        bob.send(alice, "new");
        town.settle();
        town.restart(town.store.reopen());
        alice.told.clear();
        alice.hello(Optional.of(mark));
        town.settle();
        assertEquals(1, alice.changes().size());
        String next = alice.current().mark();
        alice.told.clear();
        alice.hello(Optional.of(next));
        town.settle();
        assertEquals(List.of(), alice.changes());
    }

    @Test
    void markOfAnotherStoreBringsEverything() {
        alice.send(bob, "old");
        alice.hello(Optional.empty());
        town.settle();
        String mark = alice.current().mark();
        town.restart(town.store.restoredAs("another"));
        alice.told.clear();
        alice.hello(Optional.of(mark));
        town.settle();
        assertEquals(1, alice.changes().size());
    }

    @Test
    void droppedLastPushIsFoundByTheNextCheck() {
        alice.hello(Optional.empty());
        bob.hello(Optional.empty());
        town.settle();
        bob.dropsPushes = true;
        alice.send(bob, "lost on the way");
        town.settle();
        String mark = bob.current().mark();
        bob.told.clear();
        town.delivery.check(bob, Optional.of(mark));
        town.settle();
        assertEquals(2, bob.changes().getFirst().head());
        assertEquals(digestOf(bob.with(alice), 2), bob.current().digest());
    }

    /// A commit whose announcement is still between two threads when a device says hello must be newer than
    /// the mark.
    @Test
    void markNeverCoversACommitThatIsStillOnItsWayToDelivery() {
        bob.hello(Optional.empty());
        town.settle();
        bob.dropsPushes = true;
        alice.send(bob, "in the gap");
        while (town.store.log().stamp() == 0) {
            Town.step(town.shard);
            Town.step(town.syncs);
        }
        bob.told.clear();
        bob.hello(Optional.of(bobsMark()));
        drain(town.owner);
        String mark = bob.current().mark();
        town.settle();
        bob.told.clear();
        bob.hello(Optional.of(mark));
        town.settle();
        assertEquals(1, bob.changes().size());
    }

    private String bobsMark() {
        return "epoch.0.0";
    }

    private static void drain(Queue<Runnable> queue) {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    @Test
    void receiptsReachTheSenderAlsoWhenItWasAwayAndTheServerRestarted() {
        alice.send(bob, "hello");
        alice.hello(Optional.empty());
        town.settle();
        String mark = alice.current().mark();
        town.delivery.detach(alice);
        bob.hello(Optional.empty(), bob.cursor(alice, 2));
        town.settle();
        town.restart(town.store.reopen());
        alice.told.clear();
        alice.hello(Optional.of(mark));
        town.settle();
        assertEquals(
                List.of(new ServerFrame.MemberCursor(bob.user(), new Cursor(2, 2))),
                alice.changes().getFirst().cursors());
    }

    @Test
    void receiptsAreMonotoneAndNeverAheadOfTheLog() {
        alice.send(bob, "hello");
        alice.hello(Optional.empty());
        bob.hello(Optional.empty());
        town.settle();
        bob.read(alice, 99);
        town.settle();
        bob.read(alice, 1);
        town.settle();
        var receipts = alice.told(ServerFrame.Receipt.class);
        assertEquals(1, receipts.size());
        assertEquals(new Cursor(2, 2), receipts.getFirst().cursor());
    }

    @Test
    void receiptsOfStrangersAreIgnored() {
        alice.send(bob, "hello");
        alice.hello(Optional.empty());
        town.settle();
        town.delivery.receipts(eve, List.of(new ClientFrame.OwnCursor(alice.with(bob), new Cursor(2, 2))));
        town.settle();
        assertEquals(List.of(), alice.told(ServerFrame.Receipt.class));
    }

    @Test
    void checkIsAnsweredOnlyWhenReceiptsBeforeItAreDurable() {
        alice.send(bob, "hello");
        bob.hello(Optional.empty());
        town.settle();
        bob.told.clear();
        bob.read(alice, 2);
        town.delivery.check(bob, Optional.of("epoch.0.0"));
        for (int i = 0; i < 100; i++) {
            Town.step(town.shard);
            Town.step(town.owner);
        }
        assertEquals(List.of(), bob.told(ServerFrame.Current.class));
        var crashed = town.store.crash();
        town.restart(crashed);
        assertEquals(
                0,
                crashed.cursors()
                        .cursors(bob.with(alice))
                        .toCompletableFuture()
                        .join()
                        .size());
        bob.hello(Optional.empty());
        bob.read(alice, 2);
        town.delivery.check(bob, Optional.of("epoch.0.0"));
        town.settle();
        assertEquals(2, bob.told(ServerFrame.Current.class).size());
        assertEquals(
                new Cursor(2, 2),
                town.store
                        .crash()
                        .cursors()
                        .cursors(bob.with(alice))
                        .toCompletableFuture()
                        .join()
                        .getOrDefault(bob.user(), new CursorStore.Stamped(Cursor.NONE, 0))
                        .cursor());
    }

    @Test
    void firstScreenOfManyConversationsComesNewestFirstAndBounded() {
        int conversations = 120;
        String text = "x".repeat(3_000);
        for (int i = 0; i < conversations; i++) {
            var friend = town.person();
            for (int j = 0; j < 3; j++) {
                friend.send(alice, text);
            }
            town.settle();
        }
        alice.hello(Optional.empty());
        town.settle();
        var changes = alice.changes();
        assertEquals(conversations, changes.size());
        int bytes = changes.stream()
                .flatMap(change -> change.items().stream())
                .mapToInt(item -> ((Entry) item).content().body().data().length())
                .sum();
        assertTrue(bytes > 200 * 1024 && bytes < 300 * 1024, "bytes of entries sent unasked: " + bytes);
        assertTrue(!changes.getFirst().items().isEmpty()
                && changes.getLast().items().isEmpty());
    }

    @Test
    void syncOfAConversationOneCannotSeeLooksUnknown() {
        alice.send(bob, "hello");
        town.settle();
        var unknown = ConversationId.direct(eve.user(), town.person().user());
        for (var conversation : List.of(alice.with(bob), unknown)) {
            town.delivery.sync(eve, new ClientFrame.Sync(7, conversation, ClientFrame.Direction.AFTER, 0, 10));
        }
        town.settle();
        var answers = eve.told(ServerFrame.Failure.class);
        assertEquals(2, answers.size());
        assertEquals(answers.getFirst(), answers.getLast());
        assertEquals(Code.NO_CONVERSATION, answers.getFirst().code());
    }

    private static String digestOf(ConversationId conversation, long seq) {
        return StateDigest.EMPTY.with(conversation, seq).toString();
    }

    private static List<Long> pushed(Person person) {
        return person.told(ServerFrame.Pushed.class).stream()
                .map(frame -> frame.entry().seq())
                .toList();
    }
}
