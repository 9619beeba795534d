package dev.godwit.server.log;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.BOB;
import static dev.godwit.server.store.Samples.BOB_CAROL;
import static dev.godwit.server.store.Samples.CAROL;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Waiting.await;
import static dev.godwit.server.store.Waiting.fault;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.store.RandomStates;
import dev.godwit.server.store.Samples;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How every [LogStore] keeps the states of conversations.
public abstract class StateContract {
    private static final Person LEFT = new Person(List.of(new Stay(1, 1, 1_700)), Optional.empty(), true);

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
    void onlyWhatIsTouchedIsWrittenAndEverythingElseStays() {
        var before = Samples.STATE.withFact("title", Optional.of("Birds")).withFact("link:1", Optional.of("open"));
        await(append(1, before, all(before)));
        // More is different here than the append says it touches.
        var after = before.with(ALICE, LEFT)
                .with(BOB, LEFT)
                .with(CAROL, LEFT)
                .withFact("title", Optional.of("Geese"))
                .withFact("link:1", Optional.empty())
                .withFact("link:2", Optional.of("new"));
        await(append(2, after, new Touched(Set.of(BOB), Set.of("title"))));
        var expected = before.with(BOB, LEFT).withFact("title", Optional.of("Geese"));
        for (int round = 0; round < 2; round++) {
            assertEquals(expected, state());
            assertEquals(List.of(), await(store.log().conversationsOf(CAROL)));
            store.reopen();
        }
    }

    @Test
    void factIsForgottenAndCanComeBack() {
        var with = Samples.STATE.withFact("title", Optional.of("")).withFact("titles", Optional.of("ünï 鳥 \0 🪿"));
        await(append(1, with, all(with)));
        store.reopen();
        assertEquals(with, state());
        var without = with.withFact("title", Optional.empty());
        await(append(2, without, new Touched(Set.of(), Set.of("title", "never there"))));
        assertEquals(without, state());
        store.reopen();
        assertEquals(without, state());
        await(append(3, with, new Touched(Set.of(), Set.of("title"))));
        store.reopen();
        assertEquals(with, state());
    }

    @Test
    void everyRoleAndStayIsReadBackAsItWas() {
        var stays = List.of(new Stay(1, 5, 1_700), new Stay(7, 7, 1_800), Stay.from(9));
        var state = ConversationState.EMPTY
                .with(ALICE, new Person(stays, Optional.of(Role.OWNER), false))
                .with(BOB, new Person(List.of(Stay.from(3)), Optional.of(Role.ADMIN), true))
                .with(CAROL, LEFT);
        await(append(1, state, all(state)));
        store.reopen();
        assertEquals(state, state());
        assertEquals(2, state().count());
    }

    @Test
    void stateBuiltStepByStepIsReadBackEqual() {
        var random = new Random(11);
        Map<ConversationId, RandomStates> histories =
                Map.of(ALICE_BOB, new RandomStates(random), BOB_CAROL, new RandomStates(random));
        for (int step = 0; step < 400; step++) {
            var conversation = random.nextBoolean() ? ALICE_BOB : BOB_CAROL;
            var history = requireNonNull(histories.get(conversation));
            history.step();
            await(store.log().append(history.append(conversation)));
            // Seldom, so that most appends meet a conversation that nobody has looked at.
            if (random.nextInt(20) == 0) {
                store.reopen();
            }
            if (random.nextInt(20) == 0) {
                assertEquals(history.state(), state(conversation));
            }
        }
        store.reopen();
        histories.forEach((conversation, history) -> assertEquals(history.state(), state(conversation)));
    }

    @Test
    void appendsThatWaitTogetherBuildOnEachOther() {
        var history = new RandomStates(new Random(12));
        for (int round = 0; round < 10; round++) {
            var stages = new ArrayList<CompletionStage<Long>>();
            for (int i = 0; i < 20; i++) {
                history.step();
                stages.add(store.log().append(history.append(ALICE_BOB)));
            }
            stages.forEach(stage -> await(stage));
            assertEquals(history.state(), state());
            store.reopen();
        }
        assertEquals(history.state(), state());
    }

    @Test
    void refusedAppendTouchesNothing() {
        await(append(1, Samples.STATE, all(Samples.STATE)));
        var other = Samples.STATE.with(BOB, LEFT).withFact("title", Optional.of("Birds"));
        assertInstanceOf(StoreException.Conflict.class, fault(append(3, other, all(other))));
        assertEquals(Samples.STATE, state());
        store.reopen();
        assertEquals(Samples.STATE, state());
    }

    @Test
    void retentionKeepsTheState() {
        var state = Samples.STATE.withFact("title", Optional.of("Birds"));
        await(append(1, state, all(state)));
        store.reopen();
        await(store.log().dropBelow(ALICE_BOB, 2));
        assertEquals(state, state());
        store.reopen();
        assertEquals(state, state());
    }

    @Test
    void tenThousandMembersAreReadBack() {
        var random = new Random(13);
        var crowd = new ArrayList<UserId>();
        for (int i = 0; i < 10_000; i++) {
            crowd.add(UserId.random(random));
        }
        var state = Samples.stateOf(crowd);
        await(append(1, state, all(state)));
        await(append(2, state.with(BOB, LEFT), Touched.people(List.of(BOB))));
        store.reopen();
        await(append(3, state.with(BOB, LEFT), Touched.NOTHING));
        assertEquals(state.with(BOB, LEFT), state());
        assertEquals(10_000, state().count());
    }

    @Test
    void whoIsTouchedMustBeInTheState() {
        assertThrows(IllegalArgumentException.class, () -> append(1, Samples.STATE, Touched.people(List.of(CAROL))));
    }

    private CompletionStage<Long> append(long seq, ConversationState state, Touched touched) {
        return store.log().append(new Append(ALICE_BOB, seq - 1, List.of(entry(seq)), List.of(), state, touched));
    }

    private static Touched all(ConversationState state) {
        return new Touched(state.people().keySet(), state.facts().keySet());
    }

    private ConversationState state() {
        return state(ALICE_BOB);
    }

    private ConversationState state(ConversationId conversation) {
        return await(store.log().head(conversation)).orElseThrow().state();
    }
}
