package dev.godwit.server.log;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.BOB;
import static dev.godwit.server.store.Samples.BOB_CAROL;
import static dev.godwit.server.store.Samples.CAROL;
import static dev.godwit.server.store.Samples.PAGE_BYTES;
import static dev.godwit.server.store.Samples.STATE;
import static dev.godwit.server.store.Samples.append;
import static dev.godwit.server.store.Samples.entries;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Samples.naming;
import static dev.godwit.server.store.Samples.one;
import static dev.godwit.server.store.Waiting.await;
import static dev.godwit.server.store.Waiting.fault;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.store.Samples;
import dev.godwit.server.store.StoreUnderTest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [LogStore] keeps to.
public abstract class LogStoreContract {
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

    private LogStore log() {
        return store.log();
    }

    @Test
    void newStoreKnowsNothing() {
        assertEquals(0, log().stamp());
        assertEquals(Optional.empty(), await(log().head(ALICE_BOB)));
        assertEquals(Map.of(), await(log().heads(List.of(ALICE_BOB, BOB_CAROL))));
        assertEquals(List.of(), readAll());
        assertEquals(List.of(), await(log().readBefore(ALICE_BOB, Long.MAX_VALUE, 10, PAGE_BYTES)));
        assertEquals(Optional.empty(), find("id-1"));
        assertEquals(0, await(log().register(ALICE_BOB, "title")));
        assertEquals(List.of(), await(log().conversationsOf(ALICE)));
    }

    @Test
    void appendedEntriesAreReadAsTheyWereWritten() {
        await(log().append(append(0, entry(1), entry(2))));
        await(log().append(append(2, naming(3, "title", 0))));
        assertEquals(List.of(entry(1), entry(2), naming(3, "title", 0)), readAll());
    }

    @Test
    void appendAtAnotherHeadIsAConflictAndWritesNothing() {
        await(log().append(append(0, entry(1))));
        var tooLow = new Append(
                ALICE_BOB,
                0,
                List.of(entry(1, "other", "other")),
                List.of(new Append.Burnt(BOB, new ClientMessageId("burnt"))),
                STATE.with(CAROL, new Person(List.of(Stay.from(1)), Optional.of(Role.MEMBER), false)),
                Touched.people(List.of(CAROL)));
        assertInstanceOf(StoreException.Conflict.class, fault(log().append(tooLow)));
        assertInstanceOf(StoreException.Conflict.class, fault(log().append(append(2, entry(3)))));
        assertEquals(List.of(entry(1)), readAll());
        assertEquals(Optional.empty(), find("other"));
        assertEquals(Optional.empty(), await(log().find(ALICE_BOB, BOB, new ClientMessageId("burnt"))));
        assertEquals(List.of(), await(log().conversationsOf(CAROL)));
        assertEquals(1, log().stamp());
    }

    @Test
    void batchIsWrittenAsOne() {
        var left = Samples.STATE.with(BOB, new Person(List.of(new Stay(1, 2, 1_700)), Optional.empty(), true));
        var burnt = new Append.Burnt(BOB, new ClientMessageId("withdrawn"));
        long stamp = await(log().append(new Append(
                ALICE_BOB, 0, entries(1, 2), List.of(burnt), left, Touched.people(List.of(ALICE, BOB)))));
        assertEquals(entries(1, 2), readAll());
        assertEquals(
                new Head(2, entry(2).at(), stamp, left),
                await(log().head(ALICE_BOB)).orElseThrow());
        assertEquals(Optional.of(new Known.Withdrawn()), await(log().find(ALICE_BOB, BOB, burnt.id())));
        assertEquals(List.of(ALICE_BOB), await(log().conversationsOf(ALICE)));
        assertEquals(List.of(ALICE_BOB), await(log().conversationsOf(BOB)));
        assertEquals(List.of(), await(log().conversationsOf(CAROL)));
    }

    @Test
    void idsAreBurntWithoutAnEntry() {
        var burnt = new Append.Burnt(ALICE, new ClientMessageId("never"));
        long first = await(log().append(
                        new Append(ALICE_BOB, 0, List.of(), List.of(burnt), ConversationState.EMPTY, Touched.NOTHING)));
        assertEquals(
                new Head(0, 0, 0, ConversationState.EMPTY),
                await(log().head(ALICE_BOB)).orElseThrow());
        assertEquals(Optional.of(new Known.Withdrawn()), find("never"));
        assertEquals(first, log().stamp());

        long second = await(log().append(append(0, entry(1))));
        var later = new Append.Burnt(ALICE, new ClientMessageId("later"));
        await(log().append(new Append(ALICE_BOB, 1, List.of(), List.of(later), STATE, Touched.NOTHING)));
        assertEquals(
                new Head(1, entry(1).at(), second, STATE),
                await(log().head(ALICE_BOB)).orElseThrow());
        assertEquals(Optional.of(new Known.Withdrawn()), find("later"));
        assertEquals(List.of(entry(1)), readAll());
    }

    @Test
    void stampsGrowInTheOrderInWhichCommitsBecomeVisible() {
        long before = 0;
        for (long seq = 1; seq <= 5; seq++) {
            for (var conversation : List.of(ALICE_BOB, BOB_CAROL)) {
                long stamp = await(log().append(one(conversation, seq)));
                assertTrue(stamp > before, stamp + " after " + before);
                assertTrue(log().stamp() >= stamp, "a commit that completed is visible");
                assertEquals(
                        stamp, await(log().head(conversation)).orElseThrow().stamp());
                before = stamp;
            }
        }
    }

    @Test
    void headsAreOfThoseThatExist() {
        await(log().append(one(ALICE_BOB, 1)));
        await(log().append(one(BOB_CAROL, 1)));
        await(log().append(one(BOB_CAROL, 2)));
        var heads = await(
                log().heads(List.of(ALICE_BOB, BOB_CAROL, ConversationId.account(ALICE), ConversationId.account(BOB))));
        assertEquals(Set.of(ALICE_BOB, BOB_CAROL), heads.keySet());
        assertEquals(2, await(log().head(BOB_CAROL)).orElseThrow().seq());
        assertEquals(await(log().head(BOB_CAROL)).orElseThrow(), heads.get(BOB_CAROL));
        assertEquals(await(log().head(ALICE_BOB)).orElseThrow(), heads.get(ALICE_BOB));
    }

    @Test
    void conversationsDoNotMix() {
        var account = ConversationId.account(ALICE);
        await(log().append(append(ALICE_BOB, 0, entries(1, 3))));
        await(log().append(append(account, 0, entries(1, 1))));
        assertEquals(List.of(entry(1)), await(log().readAfter(account, 0, 10, PAGE_BYTES)));
        assertEquals(List.of(entry(1)), await(log().readBefore(account, Long.MAX_VALUE, 10, PAGE_BYTES)));
        assertEquals(List.of(), await(log().readAfter(account, 1, 10, PAGE_BYTES)));
        assertEquals(Optional.empty(), await(log().find(account, ALICE, new ClientMessageId("id-2"))));
        assertEquals(Optional.empty(), await(log().find(ALICE_BOB, BOB, new ClientMessageId("id-1"))));
    }

    @Test
    void pagesForwardByLimit() {
        await(log().append(append(ALICE_BOB, 0, entries(1, 10))));
        assertEquals(entries(1, 4), await(log().readAfter(ALICE_BOB, 0, 4, PAGE_BYTES)));
        assertEquals(entries(5, 8), await(log().readAfter(ALICE_BOB, 4, 4, PAGE_BYTES)));
        assertEquals(entries(9, 10), await(log().readAfter(ALICE_BOB, 8, 4, PAGE_BYTES)));
        assertEquals(List.of(), await(log().readAfter(ALICE_BOB, 10, 4, PAGE_BYTES)));
    }

    @Test
    void pagesBackwardByLimit() {
        await(log().append(append(ALICE_BOB, 0, entries(1, 10))));
        assertEquals(entries(8, 10).reversed(), await(log().readBefore(ALICE_BOB, 11, 3, PAGE_BYTES)));
        assertEquals(entries(5, 7).reversed(), await(log().readBefore(ALICE_BOB, 8, 3, PAGE_BYTES)));
        assertEquals(entries(1, 1), await(log().readBefore(ALICE_BOB, 2, 3, PAGE_BYTES)));
        assertEquals(List.of(), await(log().readBefore(ALICE_BOB, 1, 3, PAGE_BYTES)));
        assertEquals(entries(10, 10), await(log().readBefore(ALICE_BOB, Long.MAX_VALUE, 1, PAGE_BYTES)));
    }

    @Test
    void pagesByBytesAndAlwaysGivesOneItem() {
        String text = "x".repeat(1_000);
        var long3 = List.of(entry(1, "a", text), entry(2, "b", text), entry(3, "c", text));
        await(log().append(append(ALICE_BOB, 0, long3)));
        assertEquals(long3.subList(0, 1), await(log().readAfter(ALICE_BOB, 0, 10, 1)));
        assertEquals(long3.subList(2, 3), await(log().readBefore(ALICE_BOB, 4, 10, 1)));
        assertEquals(long3.subList(0, 2), await(log().readAfter(ALICE_BOB, 0, 10, 2_800)));
        assertEquals(long3.subList(1, 3).reversed(), await(log().readBefore(ALICE_BOB, 4, 10, 2_800)));
    }

    @Test
    void storedIdIsFoundWithItsSeqTimeAndDigest() {
        await(log().append(append(0, entry(1), entry(2))));
        assertEquals(known(entry(2)), find("id-2"));
        assertEquals(Optional.empty(), find("id-3"));
        assertEquals(Optional.empty(), find("id-"));
        assertEquals(Optional.empty(), find("id-22"));
    }

    @Test
    void idStaysKnownAfterRetentionAndErasureAndReopening() {
        await(log().append(append(ALICE_BOB, 0, entries(1, 5))));
        await(log().dropBelow(ALICE_BOB, 3));
        await(log().erase(ALICE_BOB, 4));
        for (int round = 0; round < 2; round++) {
            for (var entry : entries(1, 5)) {
                assertEquals(known(entry), find(entry.id().value()));
            }
            store.reopen();
        }
    }

    @Test
    void registerIsTheLastEntryThatNamedIt() {
        await(log().append(append(0, entry(1), naming(2, "title", 0), naming(3, "entry:1", 0))));
        assertEquals(2, await(log().register(ALICE_BOB, "title")));
        await(log().append(append(3, naming(4, "title", 2), naming(5, "title", 4))));
        assertEquals(5, await(log().register(ALICE_BOB, "title")));
        assertEquals(3, await(log().register(ALICE_BOB, "entry:1")));
        assertEquals(0, await(log().register(ALICE_BOB, "entry:")));
        assertEquals(0, await(log().register(BOB_CAROL, "title")));
    }

    @Test
    void conversationsOfAUserAreAllThatTheyJoined() {
        var account = ConversationId.account(BOB);
        for (var conversation : List.of(ALICE_BOB, BOB_CAROL, account)) {
            await(log().append(new Append(
                    conversation, 0, entries(1, 1), List.of(), STATE, Touched.people(List.of(BOB)))));
        }
        // Joining again, for instance after having left, adds nothing.
        await(log().append(new Append(ALICE_BOB, 1, entries(2, 2), List.of(), STATE, Touched.people(List.of(BOB)))));
        var found = await(log().conversationsOf(BOB));
        assertEquals(3, found.size());
        assertEquals(Set.of(ALICE_BOB, BOB_CAROL, account), new HashSet<>(found));
        assertEquals(List.of(), await(log().conversationsOf(CAROL)));
    }

    @Test
    void droppedEntriesReadAsOneSkip() {
        await(log().append(append(ALICE_BOB, 0, entries(1, 6))));
        await(log().dropBelow(ALICE_BOB, 3));
        await(log().dropBelow(ALICE_BOB, 5));
        await(log().dropBelow(ALICE_BOB, 2));
        var skip = new Skip(1, 4, Skip.RETENTION);
        assertEquals(List.of(skip, entry(5), entry(6)), readAll());
        assertEquals(
                List.of(new Skip(3, 4, Skip.RETENTION), entry(5)), await(log().readAfter(ALICE_BOB, 2, 2, PAGE_BYTES)));
        assertEquals(List.of(entry(5), entry(6)), await(log().readAfter(ALICE_BOB, 4, 9, PAGE_BYTES)));
        assertEquals(List.of(entry(6), entry(5), skip), await(log().readBefore(ALICE_BOB, 7, 9, PAGE_BYTES)));
        assertEquals(List.of(entry(6), entry(5)), await(log().readBefore(ALICE_BOB, 7, 2, PAGE_BYTES)));
        assertEquals(List.of(new Skip(1, 2, Skip.RETENTION)), await(log().readBefore(ALICE_BOB, 3, 9, PAGE_BYTES)));
        assertEquals(6, await(log().head(ALICE_BOB)).orElseThrow().seq());
    }

    @Test
    void logGoesOnAfterAllOfItWasDropped() {
        await(log().append(append(ALICE_BOB, 0, entries(1, 3))));
        await(log().dropBelow(ALICE_BOB, 1_000));
        assertEquals(List.of(new Skip(1, 3, Skip.RETENTION)), readAll());
        await(log().append(append(3, entry(4))));
        store.reopen();
        assertEquals(List.of(new Skip(1, 3, Skip.RETENTION), entry(4)), readAll());
        assertEquals(STATE, await(log().head(ALICE_BOB)).orElseThrow().state());
    }

    @Test
    void erasedEntryReadsAsASkip() {
        await(log().append(append(ALICE_BOB, 0, entries(1, 3))));
        await(log().erase(ALICE_BOB, 2));
        await(log().erase(ALICE_BOB, 2));
        await(log().erase(ALICE_BOB, 9));
        await(log().erase(BOB_CAROL, 1));
        var erased = new Skip(2, 2, Skip.ERASED);
        assertEquals(List.of(entry(1), erased, entry(3)), readAll());
        assertEquals(List.of(entry(3), erased, entry(1)), await(log().readBefore(ALICE_BOB, 4, 9, PAGE_BYTES)));
        assertEquals(Optional.empty(), await(log().head(BOB_CAROL)));
        await(log().append(append(3, entry(4))));
        assertEquals(List.of(entry(1), erased, entry(3), entry(4)), readAll());
    }

    @Test
    void reopeningKeepsEverything() {
        String epoch = log().epoch();
        var burnt = new Append.Burnt(BOB, new ClientMessageId("withdrawn"));
        var batch = List.of(entry(1), entry(2), naming(3, "title", 0));
        await(log().append(
                        new Append(ALICE_BOB, 0, batch, List.of(burnt), STATE, Touched.people(List.of(ALICE, BOB)))));
        await(log().append(one(BOB_CAROL, 1)));
        var heads = await(log().heads(List.of(ALICE_BOB, BOB_CAROL)));
        long stamp = log().stamp();

        store.reopen();

        assertEquals(epoch, log().epoch());
        assertEquals(stamp, log().stamp());
        assertEquals(batch, readAll());
        assertEquals(heads, await(log().heads(List.of(ALICE_BOB, BOB_CAROL))));
        assertEquals(heads.get(ALICE_BOB), await(log().head(ALICE_BOB)).orElseThrow());
        assertEquals(known(entry(2)), find("id-2"));
        assertEquals(Optional.of(new Known.Withdrawn()), await(log().find(ALICE_BOB, BOB, burnt.id())));
        assertEquals(3, await(log().register(ALICE_BOB, "title")));
        assertEquals(Set.of(ALICE_BOB, BOB_CAROL), Set.copyOf(await(log().conversationsOf(BOB))));
        assertInstanceOf(StoreException.Conflict.class, fault(log().append(append(2, entry(3)))));
        assertTrue(await(log().append(append(3, entry(4)))) > stamp);
    }

    @Test
    void epochIsRandomPerStore(@TempDir Path other) {
        try (var another = open(other.resolve("another"))) {
            assertNotEquals(log().epoch(), another.log().epoch());
        }
    }

    @Test
    void appendsThatAreQueuedTogetherAreJudgedInOrder() {
        var first = log().append(append(0, entry(1)));
        var second = log().append(append(1, entry(2)));
        var loser = log().append(append(1, entry(2, "late", "late")));
        var third = log().append(append(2, entry(3)));
        assertTrue(await(first) < await(second));
        assertInstanceOf(StoreException.Conflict.class, fault(loser));
        assertTrue(await(second) < await(third));
        assertEquals(entries(1, 3), readAll());
        assertEquals(Optional.empty(), find("late"));
    }

    @Test
    void manyConversationsAtOnce() {
        var users = new ArrayList<UserId>();
        var random = new java.util.Random(7);
        for (int i = 0; i < 40; i++) {
            users.add(UserId.random(random));
        }
        var stages = new ArrayList<CompletableFuture<Long>>();
        for (long seq = 1; seq <= 10; seq++) {
            for (var user : users) {
                stages.add(log().append(one(ConversationId.account(user), seq)).toCompletableFuture());
            }
        }
        var stamps = new HashSet<Long>();
        stages.forEach(stage -> stamps.add(await(stage)));
        assertEquals(400, stamps.size());
        for (var user : users) {
            assertEquals(entries(1, 10), await(log().readAfter(ConversationId.account(user), 0, 100, PAGE_BYTES)));
        }
    }

    @Test
    void closedStoreAnswersWithAFault() {
        var closed = log();
        closed.close();
        assertInstanceOf(StoreException.Unknown.class, fault(closed.append(append(0, entry(1)))));
        assertInstanceOf(StoreException.Unknown.class, fault(closed.head(ALICE_BOB)));
        assertInstanceOf(StoreException.Unknown.class, fault(closed.find(ALICE_BOB, ALICE, new ClientMessageId("x"))));
        assertInstanceOf(StoreException.Unknown.class, fault(closed.readAfter(ALICE_BOB, 0, 1, 1)));
    }

    private List<Item> readAll() {
        return await(log().readAfter(ALICE_BOB, 0, 1_000, PAGE_BYTES));
    }

    private Optional<Known> find(String id) {
        return await(log().find(ALICE_BOB, ALICE, new ClientMessageId(id)));
    }

    private static Optional<Known> known(Entry entry) {
        return Optional.of(
                new Known.Stored(entry.seq(), entry.at(), entry.content().digest()));
    }
}
