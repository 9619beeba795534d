package dev.godwit.server.store.rocks;

import static dev.godwit.server.store.Samples.ALICE;
import static dev.godwit.server.store.Samples.ALICE_BOB;
import static dev.godwit.server.store.Samples.BOB;
import static dev.godwit.server.store.Samples.BOB_CAROL;
import static dev.godwit.server.store.Samples.CAROL;
import static dev.godwit.server.store.Samples.PAGE_BYTES;
import static dev.godwit.server.store.Samples.STATE;
import static dev.godwit.server.store.Samples.entries;
import static dev.godwit.server.store.Samples.entry;
import static dev.godwit.server.store.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Person;
import dev.godwit.server.log.ConversationState.Stay;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Touched;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.RocksDB;

/// A store that format 1 left behind, with the members inside of each head.
final class FormerFormatTest {
    private static final List<String> FAMILIES =
            List.of("default", "entries", "dedup", "heads", "registers", "cursors", "members", "meta");
    private static final ConversationState BOB_AND_CAROL =
            STATE.with(CAROL, STATE.person(BOB).orElseThrow());

    @TempDir
    Path temporary;

    private Path directory;

    @BeforeEach
    void leaveBehind() throws Exception {
        directory = Files.createDirectories(temporary.resolve("log"));
        var handles = new ArrayList<ColumnFamilyHandle>();
        var descriptors = FAMILIES.stream()
                .map(name -> new ColumnFamilyDescriptor(name.getBytes(US_ASCII)))
                .toList();
        try (var options = new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true);
                var db = RocksDB.open(options, directory.toString(), descriptors, handles)) {
            put(db, handles, "meta", "format".getBytes(US_ASCII), "1".getBytes(US_ASCII));
            put(db, handles, "meta", "epoch".getBytes(US_ASCII), "the-epoch".getBytes(US_ASCII));
            put(db, handles, "meta", "stamp".getBytes(US_ASCII), number(7));
            conversation(db, handles, ALICE_BOB, 7, ALICE, BOB);
            conversation(db, handles, BOB_CAROL, 5, ALICE, BOB, CAROL);
            handles.forEach(ColumnFamilyHandle::close);
        }
        Files.writeString(directory.resolve("FORMAT"), "1\n");
    }

    /// Two entries.
    private static void conversation(
            RocksDB db, List<ColumnFamilyHandle> handles, ConversationId conversation, long stamp, UserId... users)
            throws Exception {
        byte[] key = conversation.value().getBytes(US_ASCII);
        var head = ByteBuffer.allocate(1 + 4 * Long.BYTES + Integer.BYTES + users.length * (27 + 2 * Long.BYTES))
                .put((byte) 1)
                .putLong(2)
                .putLong(entry(2).at())
                .putLong(stamp)
                .putLong(1)
                .putInt(users.length);
        for (var user : users) {
            head.put(user.value().getBytes(US_ASCII)).putLong(1).putLong(Long.MAX_VALUE);
            byte[] member = (user.value() + conversation.value()).getBytes(US_ASCII);
            put(db, handles, "members", member, new byte[0]);
        }
        put(db, handles, "heads", key, head.array());
        for (var entry : entries(1, 2)) {
            byte[] entryKey = ByteBuffer.allocate(key.length + Long.BYTES)
                    .put(key)
                    .putLong(entry.seq())
                    .array();
            put(db, handles, "entries", entryKey, EntryCodec.write(entry));
        }
    }

    private static void put(RocksDB db, List<ColumnFamilyHandle> handles, String family, byte[] key, byte[] value)
            throws Exception {
        db.put(handles.get(FAMILIES.indexOf(family)), key, value);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    @Test
    void everythingIsReadAsItWas() throws Exception {
        try (var store = new RocksUnderTest(directory)) {
            for (int round = 0; round < 2; round++) {
                assertEquals("the-epoch", store.log().epoch());
                assertEquals(7, store.log().stamp());
                assertEquals(new Head(2, entry(2).at(), 7, STATE), head(store, ALICE_BOB));
                assertEquals(new Head(2, entry(2).at(), 5, BOB_AND_CAROL), head(store, BOB_CAROL));
                assertEquals(entries(1, 2), read(store));
                assertEquals(List.of(BOB_CAROL), await(store.log().conversationsOf(CAROL)));
                store.reopen();
            }
        }
        assertEquals("2\n", Files.readString(directory.resolve("FORMAT")));
    }

    @Test
    void nextAppendTurnsMembersIntoRowsAlsoWhereItTouchesNobody() {
        try (var store = new RocksUnderTest(directory)) {
            await(store.log().append(new Append(ALICE_BOB, 2, List.of(entry(3)), List.of(), STATE, Touched.NOTHING)));
            // Twice, and together: the second must find what the first is about to leave.
            var left = new Person(List.of(new Stay(1, 3, 9)), Optional.empty(), false);
            var title = Optional.of("Birds");
            var first = store.log()
                    .append(new Append(
                            BOB_CAROL,
                            2,
                            List.of(entry(3)),
                            List.of(),
                            BOB_AND_CAROL.with(CAROL, left),
                            Touched.people(List.of(CAROL))));
            var state = BOB_AND_CAROL.with(CAROL, left).withFact("title", title);
            await(store.log()
                    .append(new Append(
                            BOB_CAROL,
                            3,
                            List.of(entry(4)),
                            List.of(),
                            state,
                            new Touched(Set.of(), Set.of("title")))));
            await(first);
            for (int round = 0; round < 2; round++) {
                assertEquals(STATE, head(store, ALICE_BOB).state());
                assertEquals(state, head(store, BOB_CAROL).state());
                assertEquals(entries(1, 3), read(store));
                store.reopen();
            }
        }
    }

    @Test
    void retentionKeepsTheMembers() {
        try (var store = new RocksUnderTest(directory)) {
            await(store.log().dropBelow(ALICE_BOB, 2));
            store.reopen();
            assertEquals(new Head(2, entry(2).at(), 7, STATE), head(store, ALICE_BOB));
            assertEquals(List.of(new Skip(1, 1, Skip.RETENTION), entry(2)), read(store));
        }
    }

    @Test
    void startThatWasCutShortIsTakenUpAgain() throws Exception {
        Files.writeString(directory.resolve("FORMAT"), "2\n");
        try (var store = new RocksUnderTest(directory)) {
            assertEquals(STATE, head(store, ALICE_BOB).state());
        }
        Files.delete(directory.resolve("FORMAT"));
        try (var store = new RocksUnderTest(directory)) {
            assertEquals(STATE, head(store, ALICE_BOB).state());
        }
    }

    private static Head head(RocksUnderTest store, ConversationId conversation) {
        return await(store.log().head(conversation)).orElseThrow();
    }

    private static List<Item> read(RocksUnderTest store) {
        return await(store.log().readAfter(ALICE_BOB, 0, 10, PAGE_BYTES));
    }
}
