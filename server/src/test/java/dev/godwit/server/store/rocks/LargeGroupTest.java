package dev.godwit.server.store.rocks;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Waiting.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Role;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Touched;
import dev.godwit.server.store.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ten thousand members cost, beside two.
final class LargeGroupTest {
    private static final int MEMBERS = 10_000;
    private static final ConversationId LARGE = ConversationId.group(ALICE, "large");
    private static final ConversationId SMALL = ConversationId.group(ALICE, "small");

    private final List<UserId> crowd = crowd();
    private final ConversationState large = Samples.stateOf(crowd);
    private final ConversationState small = Samples.stateOf(crowd.subList(0, 2));
    private Path directory;
    private FaultyDisk disk;
    private RocksStore store;

    @BeforeEach
    void begin(@TempDir Path temporary) {
        directory = temporary.resolve("log");
        disk = new FaultyDisk(temporary);
        store = RocksStore.open(directory, RocksUnderTest.OPTIONS, disk);
        bytesOf(append(LARGE, 1, large, Touched.people(crowd)));
        bytesOf(append(SMALL, 1, small, Touched.people(crowd.subList(0, 2))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void postWritesTheSameBytesAsToTwo() {
        long toTwo = bytesOf(append(SMALL, 2, small, Touched.NOTHING));
        assertEquals(toTwo, bytesOf(append(LARGE, 2, large, Touched.NOTHING)));
        assertTrue(toTwo < 1_000, toTwo + " bytes");

        store.close();
        store = RocksStore.open(directory, RocksUnderTest.OPTIONS, disk);
        assertEquals(toTwo, bytesOf(append(LARGE, 3, large, Touched.NOTHING)), "nor where nobody had read the head");
        assertEquals(large, head(LARGE).state());
    }

    @Test
    void changeOfOneWritesTheSameBytesAsAmongTwo() {
        var one = crowd.getFirst();
        var admin = new Person(List.of(Stay.from(1)), Optional.of(Role.ADMIN), false);
        long amongTwo = bytesOf(append(SMALL, 2, small.with(one, admin), Touched.people(List.of(one))));
        var changed = large.with(one, admin);
        assertEquals(amongTwo, bytesOf(append(LARGE, 2, changed, Touched.people(List.of(one)))));
        assertEquals(changed, head(LARGE).state());
    }

    @Test
    void headIsReadFromDiskWellWithinASecond() {
        Duration fastest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            store.close();
            store = RocksStore.open(directory, RocksUnderTest.OPTIONS, disk);
            long begun = System.nanoTime();
            assertEquals(MEMBERS, head(LARGE).state().count());
            var took = Duration.ofNanos(System.nanoTime() - begun);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }
        System.out.println("a head of " + MEMBERS + " members was read in " + fastest.toMillis() + " ms");
        assertTrue(fastest.toMillis() < 500, fastest.toMillis() + " ms");
    }

    @Test
    void headThatWasReadIsNotReadAgain() {
        store.close();
        store = RocksStore.open(directory, RocksUnderTest.OPTIONS, disk);
        var first = await(store.log().heads(List.of(LARGE, SMALL)));
        assertEquals(List.of(LARGE, SMALL).size(), first.size());
        for (var conversation : List.of(LARGE, SMALL)) {
            var again = store.log().heads(List.of(conversation)).toCompletableFuture();
            assertTrue(again.isDone(), "it was answered from memory");
            assertEquals(first.get(conversation), again.join().get(conversation));
        }
    }

    private Head head(ConversationId conversation) {
        return await(store.log().head(conversation)).orElseThrow();
    }

    private long bytesOf(Append append) {
        long before = disk.bytesWritten.get();
        await(store.log().append(append));
        return disk.bytesWritten.get() - before;
    }

    private static Append append(ConversationId conversation, long seq, ConversationState state, Touched touched) {
        return new Append(conversation, seq - 1, List.of(entry(seq, "id-" + seq, "a post")), List.of(), state, touched);
    }

    private static List<UserId> crowd() {
        var random = new Random(17);
        return IntStream.range(0, MEMBERS).mapToObj(i -> UserId.random(random)).toList();
    }
}
