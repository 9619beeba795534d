package dev.godwit.server.store.rocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Head;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class HeadCacheTest {
    private static final int GENERATION = 40;
    private static final int HEAVIEST = 9;
    private static final ConversationId ONE = ConversationId.account(UserId.random(new Random(1)));

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
            var head = head(step, random.nextInt(HEAVIEST));
            switch (random.nextInt(12)) {
                case 0 -> {
                    cache.forget(conversation);
                    assertEquals(Optional.empty(), cache.get(conversation));
                }
                case 1 -> read(conversation, head, newest);
                default -> {
                    newest.put(conversation, head);
                    cache.put(conversation, head);
                    assertEquals(Optional.of(head), cache.get(conversation));
                }
            }
            int weight = 0;
            for (var each : conversations) {
                var cached = cache.get(each);
                weight += cached.map(StoredHead::weight).orElse(0);
                assertTrue(cached.isEmpty() || cached.get().equals(newest.get(each)));
            }
            assertTrue(weight <= 2 * (GENERATION + HEAVIEST), "they weigh " + weight);
        }
    }

    private void read(ConversationId conversation, StoredHead head, Map<ConversationId, StoredHead> newest) {
        try (var loading = cache.begin(List.of(conversation))) {
            newest.put(conversation, head);
            loading.finish(conversation, head);
        }
    }

    @Test
    void heavyHeadIsKeptToo() {
        var heavy = head(1, 10 * GENERATION);
        cache.put(ONE, heavy);
        assertEquals(Optional.of(heavy), cache.get(ONE));
    }

    @Test
    void headThatWasReadIsKept() {
        try (var loading = cache.begin(List.of(ONE))) {
            loading.finish(ONE, head(1, 0));
        }
        assertEquals(Optional.of(head(1, 0)), cache.get(ONE));
    }

    @Test
    void headThatWasReadBeforeAWriteIsNotKept() {
        try (var loading = cache.begin(List.of(ONE))) {
            cache.put(ONE, head(2, 0));
            loading.finish(ONE, head(1, 0));
        }
        assertEquals(Optional.of(head(2, 0)), cache.get(ONE));
    }

    @Test
    void headThatWasReadBeforeAWriteOfUnknownStateIsNotKept() {
        try (var loading = cache.begin(List.of(ONE))) {
            cache.forget(ONE);
            loading.finish(ONE, head(1, 0));
        }
        assertEquals(Optional.empty(), cache.get(ONE));
        cache.put(ONE, head(1, 0));
        cache.forget(ONE);
        assertEquals(Optional.empty(), cache.get(ONE));
    }

    @Test
    void onlyTheReadingThatBeganLastCounts() {
        try (var first = cache.begin(List.of(ONE));
                var second = cache.begin(List.of(ONE))) {
            first.finish(ONE, head(1, 0));
            assertEquals(Optional.empty(), cache.get(ONE));
            second.finish(ONE, head(2, 0));
        }
        assertEquals(Optional.of(head(2, 0)), cache.get(ONE));
    }

    @Test
    void clearedCacheKnowsNothing() {
        cache.put(ONE, head(1, 0));
        try (var loading = cache.begin(List.of(ONE))) {
            cache.clear();
            loading.finish(ONE, head(1, 0));
        }
        assertEquals(Optional.empty(), cache.get(ONE));
    }

    private static StoredHead head(long seq, int facts) {
        var state = ConversationState.EMPTY;
        for (int i = 0; i < facts; i++) {
            state = state.withFact("fact " + i, Optional.of(""));
        }
        return new StoredHead(new Head(seq, seq, seq, state), 1);
    }
}
