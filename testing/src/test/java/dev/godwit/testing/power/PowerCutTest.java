package dev.godwit.testing.power;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Known;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.store.rocks.RocksStore;
import dev.godwit.testing.harness.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/// What was acked is there after the power failed; and the tests of this would notice if it were not.
final class PowerCutTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int CUTS = 6;

    private final Random random = new Random(20_261_122);
    private PowerCut disk;

    @BeforeEach
    void prepare(@TempDir Path place) throws Exception {
        disk = new PowerCut(place);
    }

    @Test
    void ackedAppendsAreThereAfterThePowerFailed() throws Exception {
        Map<ConversationId, Long> acked = new HashMap<>();
        for (int cut = 0; cut < CUTS; cut++) {
            var program = startAppending(disk.current());
            awaitAcks(program, 1 + random.nextInt(400));
            remember(program, acked);
            disk.cut(program);
            check(acked);
        }
    }

    @Test
    void failedFlushesAreNeverAckedAndLoseNothing() throws Exception {
        Map<ConversationId, Long> acked = new HashMap<>();
        var program = startAppending(disk.current());
        for (int fault = 0; fault < 3; fault++) {
            awaitAcks(program, 50 + random.nextInt(100));
            disk.failFlushes(true);
            program.awaitLine(program.lineCount(), line -> line.startsWith("fault"), BOUND);
            disk.failFlushes(false);
        }
        awaitAcks(program, 50);
        remember(program, acked);
        disk.cut(program);
        check(acked);
    }

    @Test
    void aProgramThatHadNotComeToItsDiskLosesNothingThatWasThere() throws Exception {
        Files.writeString(disk.current().resolve("kept"), "from before");
        for (int cut = 0; cut < 2; cut++) {
            assertEquals(4, disk.environment().size());
            disk.swap();
            assertEquals("from before", Files.readString(disk.current().resolve("kept")));
        }
    }

    @Test
    void storeThatAcksBeforeTheSyncIsFoundOut() throws Exception {
        var program = disk.start(RocksProgram.class, "unsynced", disk.current().toString());
        awaitAcks(program, 1_000);
        disk.cut(program);
        assertTrue(countUnsynced() < 1_000, "a disk that forgets nothing proves nothing");
    }

    @Test
    void committedTransactionsOfSqliteAreThereAfterThePowerFailed() throws Exception {
        long acked = 0;
        for (int cut = 0; cut < CUTS; cut++) {
            var program = disk.start(SqliteProgram.class, "FULL", disk.current().toString());
            awaitAcks(program, 1 + random.nextInt(200));
            acked = program.stdout().stream()
                    .mapToLong(line -> Long.parseLong(line.substring("acked ".length())))
                    .max()
                    .orElseThrow();
            disk.cut(program);
            assertTrue(countRows() >= acked, acked + " were acked, " + countRows() + " are there");
        }
    }

    @Test
    void sqliteThatDoesNotSyncIsFoundOut() throws Exception {
        var program = disk.start(SqliteProgram.class, "OFF", disk.current().toString());
        awaitAcks(program, 200);
        disk.cut(program);
        boolean lost;
        try {
            lost = countRows() < 200;
        } catch (SQLException e) {
            // It cannot even be read any more.
            lost = true;
        }
        assertTrue(lost, "a disk that forgets nothing proves nothing");
    }

    private ChildJvm startAppending(Path directory) throws IOException {
        return disk.start(RocksProgram.class, "synced", directory.toString());
    }

    private static void awaitAcks(ChildJvm program, int count) {
        int from = program.lineCount();
        for (int i = 0; i < count; i++) {
            program.awaitLine(from, line -> line.startsWith("acked"), BOUND);
            from++;
        }
    }

    private static void remember(ChildJvm program, Map<ConversationId, Long> acked) {
        for (String line : program.stdout()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("acked")) {
                acked.merge(new ConversationId(words[1]), Long.parseLong(words[2]), Math::max);
            }
        }
    }

    /// Every entry up to the last one acked is there, at its seq, and its id is known.
    private void check(Map<ConversationId, Long> acked) throws Exception {
        try (var store = RocksStore.open(disk.current().resolve("log"), RocksProgram.OPTIONS)) {
            for (var conversation : RocksProgram.CONVERSATIONS) {
                long head = await(store.log().head(conversation)).map(Head::seq).orElse(0L);
                long last = acked.getOrDefault(conversation, 0L);
                assertTrue(head >= last, () -> conversation + ": " + last + " was acked, " + head + " is the head");
                checkEntries(store.log(), conversation, head);
            }
        }
    }

    private static void checkEntries(LogStore log, ConversationId conversation, long head) throws Exception {
        long seq = 0;
        while (seq < head) {
            for (Item item : await(log.readAfter(conversation, seq, 1_000, 1 << 20))) {
                var expected = RocksProgram.entry(conversation, ++seq);
                assertEquals(expected, item);
                var known =
                        new Known.Stored(seq, expected.at(), expected.content().digest());
                assertEquals(Optional.of(known), await(log.find(conversation, expected.from(), expected.id())));
            }
        }
        assertEquals(List.of(), await(log.readAfter(conversation, head, 1, 1)));
    }

    private long countUnsynced() {
        long count = 0;
        RocksDB.loadLibrary();
        try (var db = RocksDB.open(disk.current().resolve("log").toString());
                var rows = db.newIterator()) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                count++;
            }
        } catch (RocksDBException e) {
            // It cannot even be opened any more.
            return 0;
        }
        return count;
    }

    private long countRows() throws SQLException {
        try (var connection = SqliteProgram.open(disk.current(), "FULL");
                var statement = connection.createStatement()) {
            try (var check = statement.executeQuery("pragma integrity_check")) {
                check.next();
                assertEquals("ok", check.getString(1));
            }
            try (var rows = statement.executeQuery("select count(*) from row")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, SECONDS);
    }
}
