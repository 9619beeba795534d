package dev.godwit.client.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/// One connection, and the statements that were prepared on it: preparing costs more than most of them.
final class Statements implements AutoCloseable {
    private static final int KEPT = 160;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(16, 0.75f, true);

    Statements(Connection connection) {
        this.connection = connection;
    }

    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            if (prepared.size() >= KEPT) {
                var eldest = prepared.entrySet().iterator();
                eldest.next().getValue().close();
                eldest.remove();
            }
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /// A statement that has failed, for want of room for example, is of no use any more: the driver has closed it, and
    /// everything done with it would fail from then on. The next time it is prepared anew.
    void forget(String sql, SQLException reason) {
        PreparedStatement failed = prepared.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }
    }

    /// For what is done once.
    void execute(String sql) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
