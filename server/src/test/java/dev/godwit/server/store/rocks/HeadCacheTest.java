package dev.godwit.server.store.rocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Head;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeadCacheTest {
    private static final int GENERATION = 10;

    private final HeadCache cache = new HeadCache(GENERATION);

    @Test
    void answersWithTheNewestHeadOrNotAtAllAndStaysBounded() {
        var random = new Random(5);
        var conversations = IntStream.range(0, 60)
                .mapToObj(i -> ConversationId.account(UserId.random(random)))
                .toList();
        Map<ConversationId, StoredHead> newest = new HashMap<>();
        for (int step = 1; step <= 5_000; step++) {
            var conversation = conversations.get(random.nextInt(conversations.size()));
            newest.put(conversation, head(step));
            cache.put(conversation, head(step));
            assertEquals(Optional.of(head(step)), cache.get(conversation));
            int found = 0;
            for (var each : conversations) {
                var cached = cache.get(each);
                found += cached.isPresent() ? 1 : 0;
                assertTrue(cached.isEmpty() || cached.get().equals(newest.get(each)));
            }
            assertTrue(found <= 2 * GENERATION, found + " heads");
        }
    }

    @Test
    void clearedCacheKnowsNothing() {
        var conversation = ConversationId.account(UserId.random(new Random(1)));
        cache.put(conversation, head(1));
        cache.clear();
        assertEquals(Optional.empty(), cache.get(conversation));
    }

    private static StoredHead head(long seq) {
        return new StoredHead(new Head(seq, seq, seq, ConversationState.EMPTY), 1);
    }
}
