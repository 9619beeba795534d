package dev.godwit.server.log;

import static dev.godwit.server.store.Samples.PAGE_BYTES;
import static dev.godwit.server.store.Waiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.server.store.CrashWorkload;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever append completed is there after a crash at any point, at its seq, and its id is known.
public abstract class LogStoreCrashContract {
    private static final int CRASHES = 6;

    /// Opens the store, runs [CrashWorkload] on top of what is there and crashes it when about `completed`
    /// appends have completed. Adds each of those to `acked` and returns the store after the restart.
    protected abstract StoreUnderTest crash(
            Path directory, Random random, int completed, List<CrashWorkload.Acked> acked) throws Exception;

    @Test
    void whatCompletedIsThereAfterACrashAtAnyPoint(@TempDir Path directory) throws Exception {
        var random = new Random(42);
        var acked = new ArrayList<CrashWorkload.Acked>();
        for (int crash = 0; crash < CRASHES; crash++) {
            int before = acked.size();
            try (var store = crash(directory, random, 1 + random.nextInt(300), acked)) {
                assertTrue(acked.size() > before, "appends were under way");
                check(store.log(), acked);
            }
        }
    }

    private static void check(LogStore log, List<CrashWorkload.Acked> acked) {
        long newest = 0;
        for (var ack : acked) {
            var expected = CrashWorkload.entry(ack.conversation(), ack.seq());
            var page = await(log.readAfter(ack.conversation(), ack.seq() - 1, 1, PAGE_BYTES));
            assertEquals(List.of(expected), page, () -> "acked and lost: " + ack);
            var known = new Known.Stored(
                    expected.seq(), expected.at(), expected.content().digest());
            assertEquals(
                    known,
                    await(log.find(ack.conversation(), expected.from(), expected.id()))
                            .orElseThrow());
            newest = Math.max(newest, ack.stamp());
        }
        assertTrue(log.stamp() >= newest, "stamps do not go back");
        for (var conversation : CrashWorkload.CONVERSATIONS) {
            checkGapless(log, conversation);
        }
    }

    private static void checkGapless(LogStore log, ConversationId conversation) {
        var head = await(log.head(conversation));
        long seq = 0;
        while (true) {
            var page = await(log.readAfter(conversation, seq, 500, PAGE_BYTES));
            if (page.isEmpty()) {
                break;
            }
            for (Item item : page) {
                assertEquals(CrashWorkload.entry(conversation, ++seq), (Entry) item);
            }
        }
        assertEquals(head.map(Head::seq).orElse(0L), seq, "the head is the last entry");
        assertEquals(
                CrashWorkload.state(seq),
                head.map(Head::state).orElse(ConversationState.EMPTY),
                "the rows of people and facts are those of the head");
    }
}
