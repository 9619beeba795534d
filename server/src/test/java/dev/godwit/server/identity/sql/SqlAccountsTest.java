package dev.godwit.server.identity.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.AccountName;
import dev.godwit.server.identity.Accounts;
import dev.godwit.server.identity.Accounts.NewAccount;
import dev.godwit.server.identity.AccountsContract;
import dev.godwit.server.identity.StorageFullException;
import dev.godwit.server.store.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    void accountsFromBeforeKeepTheirNamesAlsoWhereTheyClash() throws Exception {
        accounts.close();
        Path old = directory.resolve("old.db");
        var names = List.of("paypaI", "paypal", "аlice", "alice", "Coco", "сосо");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + old);
                var statement = connection.createStatement();
                var script = SqlAccounts.class.getResourceAsStream("001.sql")) {
            for (String each : new String(requireNonNull(script).readAllBytes(), UTF_8).split(";", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
            statement.execute("CREATE TABLE schema_migrations ("
                    + "number INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)");
            statement.execute("INSERT INTO schema_migrations VALUES (1, 0)");
            try (var insert = connection.prepareStatement("INSERT INTO accounts VALUES (?, ?, ?, 'hash', FALSE, ?)")) {
                for (int i = 0; i < names.size(); i++) {
                    var name = new AccountName(names.get(i));
                    insert.setString(1, UserId.random(new Random(50 + i)).value());
                    insert.setString(2, name.shown());
                    insert.setString(3, name.key());
                    insert.setLong(4, i);
                    insert.execute();
                }
            }
        }
        for (int round = 0; round < 2; round++) {
            accounts = SqlAccounts.open(old, CLOCK);
            for (String name : names) {
                var credentials = accounts.credentials(new AccountName(name)).orElseThrow();
                assertEquals(name, credentials.account().name());
            }
            for (String same : List.of("paypa1", "a1ice", "c0co")) {
                var late = new NewAccount(UserId.random(new Random(9)), new AccountName(same), "hash", CLOCK.instant());
                assertInstanceOf(Accounts.Creation.LooksTaken.class, accounts.create(late), same);
            }
            accounts.close();
        }
        open();
    }

    @Test
    void startingAndSigningInLoadNothingThatOnlyNewNamesNeed() throws Exception {
        accounts.create(
                new NewAccount(UserId.random(new Random(1)), new AccountName("alice"), "hash", CLOCK.instant()));
        accounts.close();
        assertEquals(0, linesAboutIcu("sign in"));
        assertTrue(linesAboutIcu("register") > 0, "else the other zero says nothing");
        open();
    }

    private long linesAboutIcu(String what) throws Exception {
        var command = new ArrayList<>(ChildJvm.command(StartChild.class, file().toString(), what));
        command.add(1, "-Xlog:class+load");
        var child = ChildJvm.start(command);
        try (var out = child.inputReader(UTF_8)) {
            long lines =
                    out.lines().filter(line -> line.contains("com.ibm.icu.")).count();
            assertEquals(0, child.waitFor());
            return lines;
        } finally {
            child.destroyForcibly();
        }
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
