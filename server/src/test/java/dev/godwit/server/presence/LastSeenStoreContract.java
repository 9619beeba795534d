package dev.godwit.server.presence;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.BOB;
import static dev.godwit.server.store.Samples.CAROL;
import static dev.godwit.server.store.Waiting.await;
import static dev.godwit.server.store.Waiting.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.godwit.protocol.UserId;
import dev.godwit.server.log.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [LastSeenStore] keeps to.
public abstract class LastSeenStoreContract {
    private static final long NOON = 1_700_000_000_000L;

    private Subject store;

    /// An adapter as this kit sees it.
    public interface Subject extends AutoCloseable {
        LastSeenStore lastSeen();

        /// Closes in good order and opens the same data again.
        void reopen();

        @Override
        void close();
    }

    /// A new and empty store.
    protected abstract Subject open(Path directory);

    @BeforeEach
    void openStore(@TempDir Path directory) {
        store = open(directory);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void onlyWhoWasSavedAndAskedForIsAnswered() {
        assertEquals(Map.of(), seen(ALICE, BOB));
        save(Map.of(ALICE, NOON, BOB, NOON + 1));
        assertEquals(Map.of(ALICE, NOON), seen(ALICE, CAROL));
        assertEquals(Map.of(ALICE, NOON, BOB, NOON + 1), seen(ALICE, BOB, CAROL));
        assertEquals(Map.of(), seen());
    }

    @Test
    void lastSeenNeverGoesBack() {
        save(Map.of(ALICE, NOON, BOB, NOON));
        save(Map.of(ALICE, NOON - 1, BOB, NOON + 1));
        assertEquals(Map.of(ALICE, NOON, BOB, NOON + 1), seen(ALICE, BOB));
        save(Map.of());
        assertEquals(Map.of(ALICE, NOON, BOB, NOON + 1), seen(ALICE, BOB));
    }

    @Test
    void reopeningKeepsLastSeen() {
        save(Map.of(ALICE, NOON));
        store.reopen();
        assertEquals(Map.of(ALICE, NOON), seen(ALICE));
        save(Map.of(ALICE, NOON - 1));
        assertEquals(Map.of(ALICE, NOON), seen(ALICE));
    }

    @Test
    void aThousandPeopleAreSavedAtOnce() {
        var random = new Random(5);
        var everybody = new HashMap<UserId, Long>();
        for (int i = 0; i < 1_000; i++) {
            everybody.put(UserId.random(random), NOON + i);
        }
        save(everybody);
        store.reopen();
        assertEquals(everybody, await(store.lastSeen().lastSeen(new ArrayList<>(everybody.keySet()))));
    }

    @Test
    void closedStoreAnswersWithAFault() {
        var closed = store.lastSeen();
        store.close();
        assertInstanceOf(StoreException.class, fault(closed.lastSeen(List.of(ALICE))));
        assertInstanceOf(StoreException.class, fault(closed.save(Map.of(ALICE, NOON))));
    }

    private void save(Map<UserId, Long> seen) {
        await(store.lastSeen().save(seen));
    }

    private Map<UserId, Long> seen(UserId... users) {
        return await(store.lastSeen().lastSeen(List.of(users)));
    }
}
