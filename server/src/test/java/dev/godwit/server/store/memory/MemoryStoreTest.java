package dev.godwit.server.store.memory;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.PAGE_BYTES;
import static dev.godwit.server.store.Samples.append;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Waiting.await;
import static dev.godwit.server.store.Waiting.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Item;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.delivery.CursorStore.Update;
import dev.godwit.server.log.StoreException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/// The failures that the memory store can play.
final class MemoryStoreTest {
    private final Queue<Runnable> syncs = new ArrayDeque<>();
    private final MemoryStore store = new MemoryStore("epoch", syncs::add);

    @Test
    void appendIsInvisibleUntilItsSync() {
        var stage = store.log().append(append(0, entry(1)));
        assertFalse(stage.toCompletableFuture().isDone());
        assertEquals(List.of(), read(store));
        assertEquals(1, store.waiting());
        runSyncs();
        assertEquals(1, await(stage));
        assertEquals(List.of(entry(1)), read(store));
    }

    @Test
    void oneSyncServesAllThatWait() {
        var first = store.log().append(append(0, entry(1)));
        var second = store.log().append(append(1, entry(2)));
        syncs.remove().run();
        assertEquals(1, await(first));
        assertEquals(2, await(second));
    }

    @Test
    void crashForgetsWhatWasNotSynced() {
        var told = store.log().append(append(0, entry(1)));
        runSyncs();
        var lost = store.log().append(append(1, entry(2)));
        var restarted = store.crash();
        runSyncs();
        assertEquals(1, await(told));
        assertFalse(lost.toCompletableFuture().isDone());
        assertEquals(List.of(entry(1)), read(restarted));
        assertEquals("epoch", restarted.log().epoch());
        assertInstanceOf(StoreException.Unknown.class, fault(store.log().append(append(1, entry(2)))));
    }

    @Test
    void crashMayComeBetweenTheSyncAndTheNews() {
        var first = store.log().append(append(0, entry(1)));
        var second = store.log().append(append(1, entry(2)));
        var restarted = store.crashAfter(1);
        assertFalse(first.toCompletableFuture().isDone());
        assertFalse(second.toCompletableFuture().isDone());
        assertEquals(List.of(entry(1)), read(restarted));
    }

    @Test
    void failedSyncEndsEverythingThatWaitsAsUnknown() {
        store.failNextSync(false);
        var first = store.log().append(append(0, entry(1)));
        var second = store.log().append(append(1, entry(2)));
        runSyncs();
        assertInstanceOf(StoreException.Unknown.class, fault(first));
        assertInstanceOf(StoreException.Unknown.class, fault(second));
        assertEquals(List.of(), read(store));
        var again = store.log().append(append(0, entry(1)));
        runSyncs();
        assertEquals(1, await(again));
    }

    @Test
    void failedSyncMayHaveWrittenAllTheSame() {
        store.failNextSync(true);
        var stage = store.log().append(append(0, entry(1)));
        runSyncs();
        assertInstanceOf(StoreException.Unknown.class, fault(stage));
        assertEquals(List.of(entry(1)), read(store));
    }

    @Test
    void fullStoreRefusesAppendsAndGoesOnReading() {
        var stage = store.log().append(append(0, entry(1)));
        runSyncs();
        assertEquals(1, await(stage));
        store.setFull(true);
        var refused = store.log().append(append(1, entry(2)));
        runSyncs();
        assertInstanceOf(StoreException.Full.class, fault(refused));
        assertEquals(List.of(entry(1)), read(store));
        store.setFull(false);
        var accepted = store.log().append(append(1, entry(2)));
        runSyncs();
        assertEquals(2, await(accepted));
    }

    @Test
    void cursorsAreSeenAtOnceAndKeptByTheNextSync() {
        save(1);
        assertEquals(1, delivered(store));
        var sync = store.cursors().sync();
        runSyncs();
        await(sync);
        save(2);
        var stage = store.log().append(append(0, entry(1)));
        runSyncs();
        await(stage);
        save(3);
        assertEquals(3, delivered(store));
        assertEquals(2, delivered(store.crash()));
    }

    @Test
    void killKeepsWhatWasSavedWithoutASync() {
        save(1);
        var lost = store.log().append(append(0, entry(1)));
        save(2);
        assertEquals(2, store.saves());
        var restarted = store.killAfter(0);
        assertFalse(lost.toCompletableFuture().isDone());
        assertEquals(2, delivered(restarted));
        assertEquals(List.of(), read(restarted));
    }

    @Test
    void powerCutKeepsWhatHadReachedTheDiskInOrder() {
        save(1);
        save(2);
        save(3);
        assertEquals(2, delivered(store.crashAfter(0, 2)));
    }

    @Test
    void changeThatHadReachedTheDiskTakesAlongWhatWasSavedBefore() {
        save(1);
        var _ = store.log().append(append(0, entry(1)));
        assertEquals(1, delivered(store.crashAfter(1)));
    }

    @Test
    void restoredCopyGoesItsOwnWay() {
        var first = store.log().append(append(0, entry(1)));
        runSyncs();
        await(first);
        var copy = store.restoredAs("later");
        var other = copy.log().append(append(1, entry(2, "other", "other")));
        runSyncs();
        await(other);
        assertEquals("later", copy.log().epoch());
        assertEquals(List.of(entry(1)), read(store));
        assertEquals(List.of(entry(1), entry(2, "other", "other")), read(copy));
    }

    private void runSyncs() {
        while (!syncs.isEmpty()) {
            syncs.remove().run();
        }
    }

    private void save(long delivered) {
        await(store.cursors()
                .save(List.of(new Update(ALICE_BOB, ALICE, new Stamped(new Cursor(delivered, 0), delivered)))));
    }

    private static long delivered(MemoryStore store) {
        return await(store.cursors().cursors(ALICE_BOB))
                .getOrDefault(ALICE, new Stamped(Cursor.NONE, 0))
                .cursor()
                .delivered();
    }

    private static List<Item> read(MemoryStore store) {
        return await(store.log().readAfter(ALICE_BOB, 0, 10, PAGE_BYTES));
    }
}
