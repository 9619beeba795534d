package dev.godwit.client.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk is full for a while. Nothing of it may be left over once there is room again.
class FullDatabaseTest {
    private static final int MORE_THAN_ENOUGH = 10_000;

    @TempDir
    Path directory;

    private int written;

    @Test
    void whatFailedForWantOfRoomWorksAgainOnTheSameConnectionOnceThereIsRoom() {
        try (var database = Database.open(directory)) {
            write(database);
            limit(database, pages(database) + 2);
            StoreFault full = assertThrows(StoreFault.class, () -> {
                for (int i = 0; i < MORE_THAN_ENOUGH; i++) {
                    write(database);
                }
            });
            assertTrue(String.valueOf(full.getMessage()).contains("full"), full.getMessage());
            StoreFault still = assertThrows(StoreFault.class, () -> write(database));
            assertTrue(String.valueOf(still.getMessage()).contains("full"), still.getMessage());
            limit(database, MORE_THAN_ENOUGH);
            write(database);
            long there = database.read(
                    sql -> sql.number("SELECT count(*) FROM person").orElseThrow());
            assertEquals(written, there);
        }
    }

    private void write(Database database) {
        database.write(sql -> sql.update("INSERT INTO person VALUES (?, ?)", "u" + written, "x".repeat(2_000)));
        written++;
    }

    private static long pages(Database database) {
        return database.read(sql -> sql.number("PRAGMA page_count").orElseThrow());
    }

    private static void limit(Database database, long pages) {
        database.read(sql -> sql.number("PRAGMA max_page_count = " + pages));
    }
}
