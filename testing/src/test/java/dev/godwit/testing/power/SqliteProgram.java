package dev.godwit.testing.power;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// Inserts rows, each in a transaction of its own, and prints `acked N` for each that was committed.
final class SqliteProgram {
    private SqliteProgram() {}

    /// @param args `FULL` or `OFF`, and the directory
    public static void main(String[] args) throws SQLException {
        try (var connection = open(Path.of(args[1]), args[0]);
                var count = connection.createStatement();
                var insert = connection.prepareStatement("insert into row (n, text) values (?, ?)")) {
            long n;
            try (var rows = count.executeQuery("select coalesce(max(n), 0) from row")) {
                rows.next();
                n = rows.getLong(1);
            }
            while (true) {
                n++;
                insert.setLong(1, n);
                insert.setString(2, "x".repeat((int) (n * 31 % 700)));
                insert.executeUpdate();
                System.out.println("acked " + n);
            }
        }
    }

    static Connection open(Path directory, String synchronous) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("local.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("pragma journal_mode = wal");
            statement.execute("pragma synchronous = " + synchronous);
            // Small, so that checkpoints happen often.
            statement.execute("pragma wal_autocheckpoint = 20");
            statement.execute("create table if not exists row (n integer primary key, text text not null)");
        }
        return connection;
    }
}
