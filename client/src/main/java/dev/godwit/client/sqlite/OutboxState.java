package dev.godwit.client.sqlite;

import dev.godwit.client.view.MessageState;
import dev.godwit.client.view.WaitsFor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/// How an outbox row stands, as people see it.
record OutboxState(
        String op,
        Optional<String> replacement,
        boolean maybeSent,
        boolean failed,
        Optional<String> code,
        Optional<String> reason,
        OptionalLong nextAt,
        long pos,
        long row) {

    /// Reads op, replacement, maybe_sent, failed, code, reason, next_at, pos, key from this column on.
    static OutboxState read(ResultSet row, int first) throws SQLException {
        return new OutboxState(
                row.getString(first),
                Sql.optionalText(row, first + 1),
                row.getInt(first + 2) == 1,
                row.getInt(first + 3) == 1,
                Sql.optionalText(row, first + 4),
                Sql.optionalText(row, first + 5),
                Sql.optionalLong(row, first + 6),
                row.getLong(first + 7),
                row.getLong(first + 8));
    }

    MessageState state(Sql sql, Names names, long conversation, long now) throws SQLException {
        if (failed) {
            return new MessageState.Failed(code.orElse(""), names.named(reason.orElse("")));
        }
        return new MessageState.Pending(waitsFor(sql, conversation, now));
    }

    private WaitsFor waitsFor(Sql sql, long conversation, long now) throws SQLException {
        if (op.equals("lookup")) {
            return nextAt.isPresent() && nextAt.getAsLong() > now ? WaitsFor.RETRY : WaitsFor.CONNECTION;
        }
        if (sql.number("SELECT 1 FROM conversation WHERE key = ? AND id IS NULL", conversation)
                        .isPresent()
                || sql.number("SELECT 1 FROM need WHERE row = ? LIMIT 1", row).isPresent()) {
            return WaitsFor.NAME;
        }
        if (nextAt.isPresent() && nextAt.getAsLong() > now) {
            return WaitsFor.RETRY;
        }
        if (maybeSent) {
            return WaitsFor.ANSWER;
        }
        boolean first = sql.number(
                        "SELECT 1 FROM outbox WHERE conversation = ? AND failed = 0 AND op <> 'lookup' AND pos < ?"
                                + " LIMIT 1",
                        conversation,
                        pos)
                .isEmpty();
        return first ? WaitsFor.CONNECTION : WaitsFor.EARLIER;
    }
}
