package dev.godwit.client.sqlite;

import java.sql.SQLException;
import java.util.Optional;

/// Single values of a profile.
enum Meta {
    SERVER,
    TOKEN,
    USER,
    NAME,
    DEVICE,
    ADMINISTRATOR,
    EPOCH,
    EPOCH_NO,
    MARK,
    /// 1 where anybody may make an account.
    STRANGERS,
    /// 1 after the server has ended the session, until the user signs in again.
    LOCKED,
    /// Server's clock minus this device's, in milliseconds.
    CLOCK_OFFSET;

    Optional<String> get(Sql sql) throws SQLException {
        return sql.text("SELECT value FROM meta WHERE name = ?", name());
    }

    long number(Sql sql) throws SQLException {
        return get(sql).map(Long::parseLong).orElse(0L);
    }

    void set(Sql sql, String value) throws SQLException {
        sql.update("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name(), value);
    }

    void set(Sql sql, long value) throws SQLException {
        set(sql, Long.toString(value));
    }

    void clear(Sql sql) throws SQLException {
        sql.update("DELETE FROM meta WHERE name = ?", name());
    }
}
