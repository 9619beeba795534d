package dev.godwit.testing.torture;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What stands in a profile's database and the SDK does not show, because no user needs it: which store of the server
/// it
/// follows, and the cursors as numbers. Reads only; one caller at a time.
final class ProfileFile implements AutoCloseable {
    private final Connection connection;

    private ProfileFile(Connection connection) {
        this.connection = connection;
    }

    /// @param profile directory of an open profile
    static ProfileFile open(Path profile) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + profile.resolve("profile.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=10000");
            statement.execute("PRAGMA query_only=ON");
        }
        return new ProfileFile(connection);
    }

    /// The epoch that counts for what is in this conversation: empty while the two are being compared after a restore,
    /// and before the first connection.
    Optional<String> epoch(ConversationId conversation) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT e.value FROM meta e JOIN meta n ON n.name = 'EPOCH_NO' JOIN conversation c ON c.id = ?"
                        + " WHERE e.name = 'EPOCH' AND c.trusted >= CAST(n.value AS INTEGER)")) {
            query.setString(1, conversation.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    Map<ConversationId, Map<UserId, Cursor>> cursors() throws SQLException {
        Map<ConversationId, Map<UserId, Cursor>> out = new HashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT c.id, u.user, u.delivered, u.read FROM cursor u"
                        + " JOIN conversation c ON c.key = u.conversation WHERE c.id IS NOT NULL")) {
            while (row.next()) {
                out.computeIfAbsent(new ConversationId(row.getString(1)), c -> new HashMap<>())
                        .put(new UserId(row.getString(2)), new Cursor(row.getLong(3), row.getLong(4)));
            }
        }
        return out;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
