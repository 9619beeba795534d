package dev.godwit.client.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// One connection to a profile's database. One caller at a time; several connections, in this process and in
/// others, may be open.
public final class Database implements AutoCloseable {
    static final String FILE = "profile.db";
    private static final int BUSY_MILLIS = 10_000;

    /// What becomes of the connection when it is not used any more.
    interface Leaving {
        void leave(Statements statements) throws SQLException;
    }

    private final Statements statements;
    private final Leaving leaving;
    private final Sql sql;

    Database(Statements statements, StatementProbe probe, Leaving leaving) {
        this.statements = statements;
        this.leaving = leaving;
        this.sql = new Sql(statements, probe);
    }

    /// The database of a profile on whatever this is a connection to.
    static Database on(Connection connection, StatementProbe probe, Leaving leaving) throws SQLException {
        var database = new Database(new Statements(connection), probe, leaving);
        database.execute("PRAGMA busy_timeout=" + BUSY_MILLIS);
        database.execute("PRAGMA journal_mode=WAL");
        database.execute("PRAGMA synchronous=FULL");
        database.execute("PRAGMA foreign_keys=ON");
        Schema.bringUpToDate(database);
        return database;
    }

    /// Opens the profile in this directory, makes it if it is not there, and brings an older one up to date.
    public static Database open(Path profile) {
        return open(profile, StatementProbe.NONE);
    }

    static Database open(Path profile, StatementProbe probe) {
        try {
            prepare(profile);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + profile.resolve(FILE));
            try {
                return on(connection, probe, Statements::close);
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
            sql.update(begin);
            try {
                T result = work.run(sql);
                sql.update("COMMIT");
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                rollback(e);
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreFault("The profile's database failed: " + e.getMessage(), e);
        }
    }

    private void rollback(Throwable reason) {
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
        statements.execute(statement);
    }

    Sql sql() {
        return sql;
    }

    @Override
    public void close() {
        try {
            leaving.leave(statements);
        } catch (SQLException e) {
            throw new StoreFault("The profile's database could not be closed: " + e.getMessage(), e);
        }
    }
}
