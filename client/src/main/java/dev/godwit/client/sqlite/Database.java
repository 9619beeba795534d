package dev.godwit.client.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// One connection to a profile's database. One caller at a time; several connections, in this process and in
/// others, may be open.
public final class Database implements AutoCloseable {
    static final String FILE = "profile.db";
    private static final int BUSY_MILLIS = 10_000;

    private final Connection connection;
    private final Sql sql;

    private Database(Connection connection, Runnable probe) {
        this.connection = connection;
        this.sql = new Sql(connection, probe);
    }

    /// Opens the profile in this directory, makes it if it is not there, and brings an older one up to date.
    public static Database open(Path profile) {
        return open(profile, () -> {});
    }

    static Database open(Path profile, Runnable probe) {
        try {
            prepare(profile);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + profile.resolve(FILE));
            try {
                var database = new Database(connection, probe);
                database.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
                database.execute("PRAGMA journal_mode=WAL");
                database.execute("PRAGMA synchronous=FULL");
                database.execute("PRAGMA foreign_keys=ON");
                Schema.bringUpToDate(database);
                return database;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new Refusal(
                    "bad_profile",
                    "The profile " + profile + " cannot be opened: " + e.getMessage(),
                    "Check that the directory is yours to write and that there is room on the disk.");
        }
    }

    private static void prepare(Path profile) {
        try {
            boolean isNew = Files.notExists(profile);
            Files.createDirectories(profile);
            // The session's token is in there.
            if (isNew && profile.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new Refusal(
                    "bad_profile",
                    "The profile directory " + profile + " cannot be made: " + e.getMessage(),
                    "Choose a directory that is yours to write.");
        }
    }

    interface Work<T> {
        T run(Sql sql) throws SQLException;
    }

    /// One transaction that may write. Whatever `work` throws, nothing of it has happened.
    <T> T write(Work<T> work) {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /// One transaction that sees a single state.
    <T> T read(Work<T> work) {
        return transaction("BEGIN", work);
    }

    private <T> T transaction(String begin, Work<T> work) {
        try {
            execute(begin);
            T result;
            try {
                result = work.run(sql);
                execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                rollback(e);
                throw e;
            }
            return result;
        } catch (SQLException e) {
            throw new StoreFault("The profile's database failed: " + e.getMessage(), e);
        }
    }

    private void rollback(Exception reason) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite may have rolled back by itself; the first exception is the one that matters.
            reason.addSuppressed(e);
        }
    }

    /// Changes whenever another connection, of this process or another, has committed something.
    public long dataVersion() {
        try {
            return sql.number("PRAGMA data_version").orElse(0);
        } catch (SQLException e) {
            throw new StoreFault("The profile's database failed: " + e.getMessage(), e);
        }
    }

    void execute(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    Sql sql() {
        return sql;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreFault("The profile's database could not be closed: " + e.getMessage(), e);
        }
    }
}
