package dev.godwit.server.store.rocks;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.PAGE_BYTES;
import static dev.godwit.server.store.Samples.append;
import static dev.godwit.server.store.Samples.entries;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Samples.one;
import static dev.godwit.server.store.Waiting.await;
import static dev.godwit.server.store.Waiting.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.delivery.CursorStore.Update;
import dev.godwit.server.log.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the committer does with the disk.
final class GroupCommitTest {
    private FaultyDisk disk;
    private RocksStore store;

    @BeforeEach
    void open(@TempDir Path directory) {
        disk = new FaultyDisk(directory);
        store = RocksStore.open(directory.resolve("log"), Options.defaults().withReserveBytes(1_000_000), disk);
    }

    @AfterEach
    void close() {
        disk.release();
        store.close();
    }

    @Test
    void oneSyncServesEverythingThatWaits() throws Exception {
        var stages = new ArrayList<CompletionStage<Long>>();
        disk.hold();
        stages.add(store.log().append(append(0, entry(1))));
        disk.begun.acquire();
        var random = new Random(1);
        for (int i = 0; i < 500; i++) {
            stages.add(store.log().append(one(ConversationId.account(UserId.random(random)), 1)));
        }
        disk.release();
        stages.forEach(stage -> assertTrue(await(stage) > 0));
        assertEquals(2, disk.syncedWrites.get());
        assertEquals(0, disk.unsyncedWrites.get());
    }

    @Test
    void stageDoesNotCompleteBeforeTheSync() throws Exception {
        disk.hold();
        var stage = store.log().append(append(0, entry(1)));
        disk.begun.acquire();
        assertFalse(stage.toCompletableFuture().isDone());
        assertEquals(0, store.log().stamp());
        assertEquals(Optional.empty(), await(store.log().head(ALICE_BOB)));
        assertEquals(List.of(), await(store.log().readAfter(ALICE_BOB, 0, 10, PAGE_BYTES)));
        disk.release();
        assertEquals(1, await(stage));
    }

    @Test
    void cursorsAloneAreNotWorthASync() {
        await(store.cursors().save(List.of(cursor(1))));
        assertEquals(1, disk.unsyncedWrites.get());
        assertEquals(0, disk.syncedWrites.get());
        await(store.cursors().sync());
        assertEquals(1, disk.walSyncs.get());
        await(store.cursors().save(List.of(cursor(1))));
        assertEquals(1, disk.unsyncedWrites.get(), "a cursor that does not move is not written");
    }

    @Test
    void newIdIsRecognisedOnTheCallingThread() {
        await(store.log().append(append(0, entry(1))));
        disk.hold();
        var unused = store.log().append(append(1, entry(2)));
        var found = store.log().find(ALICE_BOB, ALICE, new ClientMessageId("new"));
        assertTrue(found.toCompletableFuture().isDone());
        assertEquals(Optional.empty(), await(found));
        disk.release();
        assertEquals(2, await(unused));
    }

    @Test
    void failedWriteEndsEverythingQueuedAsUnknownAndTheStoreRecovers() throws Exception {
        await(store.log().append(append(0, entry(1))));
        disk.hold();
        disk.nextWrite = FaultyDisk.Fault.BEFORE_WRITING;
        disk.begun.drainPermits();
        var first = store.log().append(append(1, entry(2)));
        disk.begun.acquire();
        var behind = new ArrayList<CompletionStage<?>>();
        behind.add(store.log().append(append(2, entry(3))));
        behind.add(store.cursors().sync());
        disk.release();
        assertInstanceOf(StoreException.Unknown.class, fault(first));
        behind.forEach(stage -> assertInstanceOf(StoreException.Unknown.class, fault(stage)));

        assertEquals(2, appendUntilItSucceeds(append(1, entry(2))));
        assertEquals(entries(1, 2), await(store.log().readAfter(ALICE_BOB, 0, 10, PAGE_BYTES)));
    }

    @Test
    void failedSyncMayHaveWrittenAndTheHeadTells() {
        await(store.log().append(append(0, entry(1))));
        disk.nextWrite = FaultyDisk.Fault.AFTER_WRITING;
        assertInstanceOf(StoreException.Unknown.class, fault(store.log().append(append(1, entry(2)))));
        assertEquals(3, appendUntilItSucceeds(append(2, entry(3))));
        assertEquals(entries(1, 3), await(store.log().readAfter(ALICE_BOB, 0, 10, PAGE_BYTES)));
        assertEquals(3, await(store.log().head(ALICE_BOB)).orElseThrow().seq());
    }

    @Test
    void belowTheReserveAppendsAreRefusedBeforeAnythingIsWritten() {
        await(store.log().append(append(0, entry(1))));
        int writes = disk.syncedWrites.get();
        disk.usableSpace = 999_999;
        StoreException refused;
        long seq = 1;
        do {
            // The file system is asked at most every 100 ms: until then appends still pass.
            var stage = store.log().append(append(seq, entry(++seq)));
            refused = outcome(stage);
        } while (refused == null);
        assertInstanceOf(StoreException.Full.class, refused);
        assertEquals(writes + seq - 2, disk.syncedWrites.get());
        long head = seq - 1;
        assertEquals(head, await(store.log().head(ALICE_BOB)).orElseThrow().seq());
        assertEquals(entries(1, head), await(store.log().readAfter(ALICE_BOB, 0, 1_000_000, Integer.MAX_VALUE)));
        await(store.cursors().save(List.of(cursor(1))));
        await(store.log().dropBelow(ALICE_BOB, 2));

        disk.usableSpace = Long.MAX_VALUE;
        assertTrue(appendUntilItSucceeds(append(head, entry(seq))) > 0);
    }

    @Test
    void readsThatRaceWithClosingAnswerOrFailButNeverCrash() {
        await(store.log().append(append(ALICE_BOB, 0, entries(1, 200))));
        var reads = new ArrayList<CompletableFuture<?>>();
        var pages = new ArrayList<CompletableFuture<?>>();
        var closer = Thread.ofPlatform().unstarted(store::close);
        for (int i = 0; i < 3_000; i++) {
            if (i == 1_000) {
                closer.start();
            }
            pages.add(store.log().readAfter(ALICE_BOB, 0, 200, PAGE_BYTES).toCompletableFuture());
            reads.add(store.log()
                    .find(ALICE_BOB, ALICE, new ClientMessageId("id-" + i))
                    .toCompletableFuture());
        }
        pages.forEach(page -> assertAnswersOrUnknown(page, entries(1, 200)));
        reads.forEach(read -> {
            var failure = outcome(read);
            assertTrue(failure == null || failure instanceof StoreException.Unknown);
        });
    }

    private static void assertAnswersOrUnknown(CompletableFuture<?> stage, Object expected) {
        try {
            assertEquals(expected, await(stage));
        } catch (StoreException e) {
            assertInstanceOf(StoreException.Unknown.class, e);
        }
    }

    /// Until then it fails as Unknown while the store is reopened, or as Full until it asks again.
    private long appendUntilItSucceeds(dev.godwit.server.log.Append append) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            try {
                return await(store.log().append(append));
            } catch (StoreException.Unknown | StoreException.Full e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static @org.jspecify.annotations.Nullable StoreException outcome(CompletionStage<?> stage) {
        try {
            await(stage);
            return null;
        } catch (StoreException e) {
            return e;
        }
    }

    private static Update cursor(long delivered) {
        return new Update(ALICE_BOB, ALICE, new Stamped(new Cursor(delivered, 0), 1));
    }
}
