package dev.godwit.client.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.UserId;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// That a database in memory is to a simulated device what a file is to a real one.
final class MemoryDatabaseTest {
    private static final UserId ME = new UserId("u00000000000000000000000001");

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static LocalWrites writes(Database database) {
        return new LocalWrites(database, ME, Clock.systemUTC(), new Random(1));
    }

    private static Views views(Database database) {
        return new Views(database, ME, Clock.systemUTC());
    }

    @Test
    void oneConnectionSeesThatTheOtherHasCommitted() {
        try (var memory = MemoryDatabase.create();
                Database engine = memory.open(StatementProbe.NONE);
                Database user = memory.open(StatementProbe.NONE)) {
            long before = engine.dataVersion();
            writes(user).send("bob", "Hello");
            assertNotEquals(before, engine.dataVersion());
            assertEquals(
                    1,
                    views(engine).outbox().stream()
                            .filter(item -> item.message().isPresent())
                            .count());
        }
    }

    @Test
    void aKillInTheMiddleOfATransactionLosesThatAndNothingElse() {
        try (var memory = MemoryDatabase.create()) {
            Database dying = memory.open(statement -> {
                if (statement.equals("COMMIT")) {
                    throw new Killed();
                }
            });
            try (Database user = memory.open(StatementProbe.NONE)) {
                writes(user).send("bob", "Written");
            }
            assertThrows(Killed.class, () -> writes(dying).send("bob", "Not written"));
            dying.close();
            try (Database again = memory.open(StatementProbe.NONE)) {
                long conversation = views(again).conversations().getFirst().key();
                assertEquals(
                        List.of("Written"),
                        views(again).messages(conversation, OptionalLong.empty(), 10).stream()
                                .map(message -> message.text())
                                .toList());
                writes(again).send("bob", "Afterwards");
            }
        }
    }

    @Test
    void aFullDiskFailsTheTransactionAndLeavesTheDatabaseUsable() {
        var full = new boolean[] {true};
        try (var memory = MemoryDatabase.create();
                Database user = memory.open(statement -> {
                    if (full[0] && statement.startsWith("INSERT")) {
                        throw new StoreFault("full");
                    }
                })) {
            assertThrows(StoreFault.class, () -> writes(user).send("bob", "Hello"));
            assertTrue(views(user).conversations().isEmpty());
            full[0] = false;
            writes(user).send("bob", "Hello");
            assertEquals(1, views(user).conversations().size());
        }
    }

    @Test
    void whatWasThereBeforeIsNotThereForTheNextOne() {
        for (int life = 0; life < 3; life++) {
            try (var memory = MemoryDatabase.create();
                    Database user = memory.open(StatementProbe.NONE)) {
                assertTrue(views(user).conversations().isEmpty());
                assertTrue(views(user).search("hello", 10).isEmpty());
                assertEquals(1, writes(user).send("bob", "Hello"), "keys begin anew");
            }
        }
    }
}
