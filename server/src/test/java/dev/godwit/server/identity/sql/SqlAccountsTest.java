package dev.godwit.server.identity.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.AccountName;
import dev.godwit.server.identity.Accounts;
import dev.godwit.server.identity.Accounts.NewAccount;
import dev.godwit.server.identity.AccountsContract;
import dev.godwit.server.identity.StorageFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlAccountsTest extends AccountsContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_000L));

    @TempDir
    private Path directory;

    private SqlAccounts accounts;

    @BeforeEach
    void open() {
        accounts = SqlAccounts.open(file(), CLOCK);
    }

    @AfterEach
    void close() {
        accounts.close();
    }

    private Path file() {
        return directory.resolve("identity.db");
    }

    private Connection direct() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    @Override
    protected Accounts accounts() {
        return accounts;
    }

    @Test
    void accountsOutliveTheProcess() {
        var alice = new NewAccount(UserId.random(new Random(1)), new AccountName("alice"), "hash", CLOCK.instant());
        accounts.create(alice);
        accounts.close();
        accounts = SqlAccounts.open(file(), CLOCK);
        assertEquals(
                alice.id(),
                accounts.byName(new AccountName("alice")).orElseThrow().id());
    }

    @Test
    void newerSchemaIsRefusedWithAMessageForPeople() throws SQLException {
        accounts.close();
        try (var connection = direct();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO schema_migrations (number, applied_at) VALUES (99, 0)");
        }
        var refused = assertThrows(NewerSchemaException.class, () -> SqlAccounts.open(file(), CLOCK));
        assertTrue(String.valueOf(refused.getMessage()).contains("format 99"));
    }

    @Test
    void fileThatIsNoDatabaseIsRefusedAndLeftAlone() throws IOException {
        Path file = directory.resolve("other.db");
        byte[] content = "not a database, ".repeat(500).getBytes(UTF_8);
        Files.write(file, content);
        var refused = assertThrows(UnusableDatabaseException.class, () -> SqlAccounts.open(file, CLOCK));
        assertTrue(String.valueOf(refused.getMessage()).contains("other.db"));
        assertArrayEquals(content, Files.readAllBytes(file));
    }

    @Test
    void folderThatDoesNotExistIsRefused() {
        Path file = directory.resolve("missing").resolve("identity.db");
        assertThrows(UnusableDatabaseException.class, () -> SqlAccounts.open(file, CLOCK));
    }

    @Test
    void fullDiskIsSaidSoAndReadingGoesOn() {
        var alice = new NewAccount(UserId.random(new Random(1)), new AccountName("alice"), "hash", CLOCK.instant());
        accounts.create(alice);
        accounts.limitPages();
        var random = new Random(2);
        assertThrows(StorageFullException.class, () -> {
            for (int i = 0; i < 10_000; i++) {
                var name = new AccountName("guest" + i);
                accounts.create(new NewAccount(UserId.random(random), name, "hash", CLOCK.instant()));
            }
        });
        assertTrue(accounts.byName(new AccountName("alice")).isPresent());
    }

    @Test
    void everyConnectionSyncsFullyWritesAheadAndChecksKeys() {
        assertEquals("wal", accounts.pragma("journal_mode"));
        assertEquals("2", accounts.pragma("synchronous"));
        assertEquals("1", accounts.pragma("foreign_keys"));
        assertEquals("5000", accounts.pragma("busy_timeout"));
    }

    @Test
    void migrationsRunOnce() throws SQLException {
        accounts.close();
        accounts = SqlAccounts.open(file(), CLOCK);
        try (var connection = direct();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*), MAX(number) FROM schema_migrations")) {
            assertTrue(rows.next());
            assertEquals(Migrations.NEWEST, rows.getInt(1));
            assertEquals(Migrations.NEWEST, rows.getInt(2));
        }
    }
}
