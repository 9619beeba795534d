package dev.godwit.server.store.rocks;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.BOB;
import static dev.godwit.server.store.Samples.BOB_CAROL;
import static dev.godwit.server.store.Samples.CAROL;
import static dev.godwit.server.store.Waiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.delivery.CursorStore.Update;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.StoreException;
import dev.godwit.server.log.Touched;
import dev.godwit.server.store.Samples;
import dev.godwit.server.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same random history to both stores: they must give the same answers. The simulation stands on this.
final class RocksAgreesWithMemoryTest {
    private static final int STEPS = 600;
    private static final List<ConversationId> CONVERSATIONS =
            List.of(ALICE_BOB, BOB_CAROL, ConversationId.account(ALICE), ConversationId.account(BOB));
    private static final List<String> FACTS = List.of("title", "link:1");
    private static final List<UserId> USERS = List.of(ALICE, BOB, CAROL);

    private final MemoryStore memory = new MemoryStore("memory");
    private Random random = new Random();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void givesTheSameAnswers(long seed, @TempDir Path directory) {
        random = new Random(seed);
        try (var rocks = new RocksUnderTest(directory.resolve("log"))) {
            for (int step = 0; step < STEPS; step++) {
                change(rocks);
                ask(rocks.log());
                if (random.nextInt(150) == 0) {
                    rocks.reopen();
                }
            }
            for (var conversation : CONVERSATIONS) {
                same(rocks.log(), log -> log.readAfter(conversation, 0, 10_000, Integer.MAX_VALUE));
            }
        }
    }

    private void change(RocksUnderTest rocks) {
        var conversation = pick(CONVERSATIONS);
        int what = random.nextInt(10);
        if (what < 6) {
            var append = append(conversation);
            same(rocks.log(), log -> log.append(append));
        } else if (what == 6) {
            long below = random.nextLong(head(conversation) / 2 + 2);
            same(rocks.log(), log -> log.dropBelow(conversation, below));
        } else if (what == 7) {
            long seq = random.nextLong(head(conversation) + 2);
            same(rocks.log(), log -> log.erase(conversation, seq));
        } else {
            var cursor = new Cursor(random.nextLong(20), random.nextLong(20));
            var update = new Update(conversation, pick(USERS), new Stamped(cursor, random.nextLong(50)));
            await(memory.cursors().save(List.of(update)));
            await(rocks.cursors().save(List.of(update)));
            Function<CursorStore, Object> cursors = store -> await(store.cursors(conversation));
            assertEquals(cursors.apply(memory.cursors()), cursors.apply(rocks.cursors()));
        }
    }

    /// Now and then at the wrong head, now and then only withdrawn ids.
    private Append append(ConversationId conversation) {
        long head = Math.max(0, head(conversation) - (random.nextInt(10) == 0 ? 1 : 0));
        var entries = new ArrayList<Entry>();
        for (int i = random.nextInt(4); i > 0; i--) {
            long seq = head + entries.size() + 1;
            entries.add(
                    random.nextInt(5) == 0
                            ? Samples.naming(seq, "r" + random.nextInt(3), 0)
                            : Samples.entry(seq, "id-" + seq, "x".repeat(random.nextInt(500))));
        }
        var burnt = new ArrayList<Append.Burnt>();
        if (random.nextInt(6) == 0) {
            burnt.add(new Append.Burnt(pick(USERS), new ClientMessageId("burnt-" + random.nextInt(50))));
        }
        var users = USERS.subList(0, random.nextInt(4));
        var facts = FACTS.subList(0, random.nextInt(3));
        var state = await(memory.log().head(conversation)).map(Head::state).orElse(ConversationState.EMPTY);
        for (UserId user : users) {
            boolean member = random.nextBoolean();
            state = state.with(
                    user,
                    new Person(
                            List.of(member ? Stay.from(1) : new Stay(1, head, 5)),
                            member ? Optional.of(Role.ADMIN) : Optional.empty(),
                            !member));
        }
        for (String fact : facts) {
            state = state.withFact(
                    fact, random.nextInt(3) == 0 ? Optional.empty() : Optional.of("v" + random.nextInt(50)));
        }
        var touched = new Touched(Set.copyOf(users), Set.copyOf(facts));
        return new Append(conversation, head, entries, burnt, state, touched);
    }

    private void ask(LogStore rocks) {
        var conversation = pick(CONVERSATIONS);
        long seq = random.nextLong(head(conversation) + 3);
        int limit = 1 + random.nextInt(8);
        int bytes = random.nextInt(2_000);
        same(rocks, log -> log.readAfter(conversation, seq, limit, bytes));
        same(rocks, log -> log.readBefore(conversation, seq, limit, bytes));
        same(rocks, log -> log.find(conversation, ALICE, new ClientMessageId("id-" + seq)));
        same(rocks, log -> log.find(conversation, BOB, new ClientMessageId("burnt-" + seq)));
        same(rocks, log -> log.register(conversation, "r" + seq % 3));
        same(rocks, log -> log.heads(CONVERSATIONS));
        same(rocks, log -> log.head(conversation));
        same(rocks, log -> log.conversationsOf(BOB).thenApply(HashSet::new));
        assertEquals(memory.log().stamp(), rocks.stamp());
    }

    private void same(LogStore rocks, Function<LogStore, CompletionStage<?>> question) {
        assertEquals(answer(memory.log(), question), answer(rocks, question));
    }

    private static Object answer(LogStore log, Function<LogStore, CompletionStage<?>> question) {
        try {
            return String.valueOf(await(question.apply(log)));
        } catch (StoreException e) {
            return e.getClass();
        }
    }

    private long head(ConversationId conversation) {
        return await(memory.log().head(conversation)).map(Head::seq).orElse(0L);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
