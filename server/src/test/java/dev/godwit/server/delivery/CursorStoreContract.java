package dev.godwit.server.delivery;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.BOB;
import static dev.godwit.server.store.Samples.BOB_CAROL;
import static dev.godwit.server.store.Samples.CAROL;
import static dev.godwit.server.store.Waiting.await;
import static dev.godwit.server.store.Waiting.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.delivery.CursorStore.Update;
import dev.godwit.server.log.StoreException;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [CursorStore] keeps to.
public abstract class CursorStoreContract {
    private StoreUnderTest store;

    /// A new and empty store.
    protected abstract StoreUnderTest open(Path directory);

    @BeforeEach
    void openStore(@TempDir Path directory) {
        store = open(directory);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void savedCursorIsSeen() {
        assertEquals(Map.of(), cursors());
        save(ALICE, 3, 1, 7);
        save(BOB, 2, 2, 8);
        assertEquals(Map.of(ALICE, stamped(3, 1, 7), BOB, stamped(2, 2, 8)), cursors());
        assertEquals(Map.of(), await(store.cursors().cursors(BOB_CAROL)));
    }

    @Test
    void oneMembersCursorIsTheSameAsAmongAll() {
        assertEquals(Optional.empty(), await(store.cursors().cursor(ALICE_BOB, ALICE)));
        save(ALICE, 3, 1, 7);
        save(BOB, 2, 2, 8);
        assertEquals(Optional.of(stamped(3, 1, 7)), await(store.cursors().cursor(ALICE_BOB, ALICE)));
        assertEquals(Optional.of(stamped(2, 2, 8)), await(store.cursors().cursor(ALICE_BOB, BOB)));
        assertEquals(Optional.empty(), await(store.cursors().cursor(BOB_CAROL, BOB)));
    }

    @Test
    void cursorsMergeByMax() {
        save(ALICE, 5, 1, 1);
        save(ALICE, 3, 3, 2);
        assertEquals(Map.of(ALICE, stamped(5, 3, 2)), cursors());
        save(ALICE, 9, 0, 3);
        assertEquals(Map.of(ALICE, stamped(9, 3, 3)), cursors());
    }

    @Test
    void cursorThatDoesNotMoveKeepsItsStamp() {
        save(ALICE, 5, 4, 10);
        save(ALICE, 5, 4, 11);
        save(ALICE, 1, 1, 12);
        assertEquals(Map.of(ALICE, stamped(5, 4, 10)), cursors());
    }

    @Test
    void stampNeverGoesBack() {
        save(ALICE, 5, 4, 10);
        save(ALICE, 6, 4, 2);
        assertEquals(Map.of(ALICE, stamped(6, 4, 10)), cursors());
    }

    @Test
    void oneSaveMayMoveManyAndTheSameOneTwice() {
        await(store.cursors()
                .save(List.of(
                        new Update(ALICE_BOB, ALICE, stamped(4, 4, 1)),
                        new Update(ALICE_BOB, ALICE, stamped(6, 1, 2)),
                        new Update(BOB_CAROL, CAROL, stamped(1, 1, 3)))));
        assertEquals(Map.of(ALICE, stamped(6, 4, 2)), cursors());
        assertEquals(Map.of(CAROL, stamped(1, 1, 3)), await(store.cursors().cursors(BOB_CAROL)));
        await(store.cursors().save(List.of()));
    }

    @Test
    void reopeningKeepsCursors() {
        save(ALICE, 3, 1, 7);
        await(store.cursors().sync());
        save(BOB, 2, 2, 8);
        store.reopen();
        assertEquals(Map.of(ALICE, stamped(3, 1, 7), BOB, stamped(2, 2, 8)), cursors());
        save(ALICE, 2, 2, 9);
        assertEquals(stamped(3, 2, 9), cursors().get(ALICE));
    }

    @Test
    void closedStoreAnswersWithAFault() {
        var closed = store.cursors();
        store.log().close();
        assertInstanceOf(StoreException.Unknown.class, fault(closed.cursors(ALICE_BOB)));
        assertInstanceOf(StoreException.Unknown.class, fault(closed.cursor(ALICE_BOB, ALICE)));
        assertInstanceOf(
                StoreException.Unknown.class,
                fault(closed.save(List.of(new Update(ALICE_BOB, ALICE, stamped(1, 1, 1))))));
        assertInstanceOf(StoreException.Unknown.class, fault(closed.sync()));
    }

    private void save(UserId user, long delivered, long read, long stamp) {
        await(store.cursors().save(List.of(new Update(ALICE_BOB, user, stamped(delivered, read, stamp)))));
    }

    private Map<UserId, Stamped> cursors() {
        return await(store.cursors().cursors(ALICE_BOB));
    }

    private static Stamped stamped(long delivered, long read, long stamp) {
        return new Stamped(new Cursor(delivered, read), stamp);
    }
}
