package dev.godwit.client.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Statements on one connection. Results are read whole, so a statement can be kept and used again.
final class Sql {
    private final Statements statements;
    private final StatementProbe probe;

    Sql(Statements statements, StatementProbe probe) {
        this.statements = statements;
        this.probe = probe;
    }

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// How many rows were changed.
    int update(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = bound(sql, values);
        try {
            return statement.executeUpdate();
        } catch (SQLException e) {
            statements.forget(sql, e);
            throw e;
        }
    }

    long insert(String sql, @Nullable Object... values) throws SQLException {
        update(sql, values);
        return number("SELECT last_insert_rowid()").orElseThrow();
    }

    <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... values) throws SQLException {
        var out = new ArrayList<T>();
        PreparedStatement statement = bound(sql, values);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                out.add(reader.read(rows));
            }
        } catch (SQLException e) {
            statements.forget(sql, e);
            throw e;
        }
        return out;
    }

    <T> Optional<T> one(String sql, Reader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> rows = list(sql, reader, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
    }

    /// Empty for no row and for NULL.
    OptionalLong number(String sql, @Nullable Object... values) throws SQLException {
        return one(sql, row -> optionalLong(row, 1), values).orElse(OptionalLong.empty());
    }

    /// Empty for no row and for NULL.
    Optional<String> text(String sql, @Nullable Object... values) throws SQLException {
        return one(sql, row -> optionalText(row, 1), values).orElse(Optional.empty());
    }

    static OptionalLong optionalLong(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    static Optional<String> optionalText(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    private PreparedStatement bound(String sql, @Nullable Object... values) throws SQLException {
        probe.before(sql);
        PreparedStatement statement = statements.of(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
