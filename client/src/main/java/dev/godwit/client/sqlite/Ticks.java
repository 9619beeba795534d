package dev.godwit.client.sqlite;

import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/// How far the ticks of the user's own messages in a group have got. They never go back: not when the only
/// one who had read a message leaves, nor when the user does and is not told any more who is in the group.
final class Ticks {
    private final Sql sql;
    private final UserId me;
    private final Set<Long> touched = new TreeSet<>();

    Ticks(Sql sql, UserId me) {
        this.sql = sql;
        this.me = me;
    }

    /// Somebody has got further in this conversation, has come, or has gone.
    void touch(long conversation) {
        touched.add(conversation);
    }

    static Cursor reached(Sql sql, long conversation) throws SQLException {
        return sql.one(
                        "SELECT delivered, read FROM ticks WHERE conversation = ?",
                        row -> new Cursor(row.getLong(1), row.getLong(2)),
                        conversation)
                .orElse(Cursor.NONE);
    }

    /// Beyond this seq the log of a restored server has other entries.
    static void cut(Sql sql, long conversation, long upTo) throws SQLException {
        sql.update(
                "UPDATE ticks SET delivered = min(delivered, ?1), read = min(read, ?1) WHERE conversation = ?2",
                upTo,
                conversation);
    }

    void settle() throws SQLException {
        for (long conversation : touched) {
            if (GroupNow.isGroup(sql, conversation)) {
                Cursor now = Audience.read(sql, me, conversation).reached();
                sql.update(
                        "INSERT INTO ticks VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                                + " SET delivered = excluded.delivered, read = excluded.read"
                                + " WHERE delivered <> excluded.delivered OR read <> excluded.read",
                        conversation,
                        now.delivered(),
                        now.read());
            }
        }
        touched.clear();
    }
}
