package dev.godwit.server.identity.sql;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.Accounts.Opening;
import dev.godwit.server.identity.Accounts.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The statements about devices and sessions.
final class SessionRows {
    private static final String COLUMNS = "id, user_id, device_id, device_name, created_at, last_used_at";

    private SessionRows() {}

    static Opening open(Handle handle, Session session, String tokenHash) {
        // Also locks the device's row, so that two sign-ins of one device follow each other.
        int owned = handle.createUpdate("INSERT INTO devices (id, user_id, created_at) VALUES (:device, :user, :now)"
                        + " ON CONFLICT (id) DO UPDATE SET created_at = devices.created_at"
                        + " WHERE devices.user_id = excluded.user_id")
                .bind("device", session.device().value())
                .bind("user", session.user().value())
                .bind("now", session.created().toEpochMilli())
                .execute();
        if (owned == 0) {
            return new Opening.NotYours();
        }
        Optional<Session> replaced = handle.createQuery(
                        "DELETE FROM sessions WHERE device_id = :device RETURNING " + COLUMNS)
                .bind("device", session.device().value())
                .map((row, context) -> session(row))
                .findOne();
        handle.createUpdate("INSERT INTO sessions"
                        + " (id, user_id, device_id, device_name, token_hash, created_at, last_used_at)"
                        + " VALUES (:id, :user, :device, :name, :hash, :created, :used)")
                .bind("id", session.id())
                .bind("user", session.user().value())
                .bind("device", session.device().value())
                .bind("name", session.deviceName())
                .bind("hash", tokenHash)
                .bind("created", session.created().toEpochMilli())
                .bind("used", session.lastUsed().toEpochMilli())
                .execute();
        return new Opening.Opened(replaced);
    }

    static Optional<Session> byToken(Handle handle, String tokenHash) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM sessions WHERE token_hash = :hash")
                .bind("hash", tokenHash)
                .map((row, context) -> session(row))
                .findOne();
    }

    static int touch(Handle handle, Map<String, Instant> lastUsed) {
        var batch = handle.prepareBatch("UPDATE sessions SET last_used_at = :at WHERE id = :id AND last_used_at < :at");
        lastUsed.forEach(
                (id, at) -> batch.bind("id", id).bind("at", at.toEpochMilli()).add());
        return batch.execute().length;
    }

    static List<Session> of(Handle handle, UserId user) {
        return handle.createQuery(
                        "SELECT " + COLUMNS + " FROM sessions WHERE user_id = :user ORDER BY created_at DESC, id")
                .bind("user", user.value())
                .map((row, context) -> session(row))
                .list();
    }

    static Optional<Session> delete(Handle handle, UserId user, String sessionId) {
        return handle.createQuery("DELETE FROM sessions WHERE id = :id AND user_id = :user RETURNING " + COLUMNS)
                .bind("id", sessionId)
                .bind("user", user.value())
                .map((row, context) -> session(row))
                .findOne();
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("id"),
                new UserId(row.getString("user_id")),
                new DeviceId(row.getString("device_id")),
                row.getString("device_name"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("last_used_at")));
    }
}
