package dev.godwit.client.sqlite;

import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.Kinds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the outbox as people see it.
final class OutboxReader {
    private final Sql sql;
    private final Clock clock;
    private final long offset;

    OutboxReader(Sql sql, Clock clock) throws SQLException {
        this.sql = sql;
        this.clock = clock;
        this.offset = Meta.CLOCK_OFFSET.number(sql);
    }

    private record Row(
            long key,
            OptionalLong message,
            long conversation,
            String title,
            String kind,
            Optional<String> content,
            long since,
            int attempts,
            OutboxState state) {}

    List<OutboxItem> all() throws SQLException {
        var out = new ArrayList<OutboxItem>();
        for (Row row : sql.list(
                "SELECT o.key, o.entry, o.conversation, coalesce(p.name, c.name, c.peer, c.id), coalesce(e.kind, ''),"
                        + " e.content, o.since, o.attempts, o.op, o.replacement, o.maybe_sent, o.failed, o.code,"
                        + " o.reason, o.next_at, o.pos FROM outbox o JOIN conversation c ON c.key = o.conversation"
                        + " LEFT JOIN person p ON p.id = c.peer LEFT JOIN entry e ON e.key = o.entry"
                        + " ORDER BY o.pos, o.key",
                OutboxReader::row)) {
            out.add(item(row));
        }
        return List.copyOf(out);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong(1),
                Sql.optionalLong(row, 2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                Sql.optionalText(row, 6),
                row.getLong(7),
                row.getInt(8),
                OutboxState.read(row, 9));
    }

    private OutboxItem item(Row row) throws SQLException {
        long now = clock.millis();
        OptionalLong next = row.state().nextAt();
        String text = row.state()
                .replacement()
                .or(row::content)
                .map(content -> Contents.read(content).body().data())
                .orElse(row.title());
        return new OutboxItem(
                row.key(),
                row.message(),
                row.conversation(),
                row.title(),
                what(row),
                text,
                Instant.ofEpochMilli(row.since() + offset),
                row.state().state(sql, row.conversation(), now),
                row.attempts(),
                next.isPresent() && next.getAsLong() > now
                        ? Optional.of(Instant.ofEpochMilli(next.getAsLong()))
                        : Optional.empty());
    }

    private static OutboxItem.What what(Row row) {
        return switch (row.state().op()) {
            case "lookup" -> OutboxItem.What.LOOKUP;
            case "cancel" -> OutboxItem.What.WITHDRAW;
            default ->
                switch (row.kind()) {
                    case Kinds.MESSAGE -> OutboxItem.What.MESSAGE;
                    case Kinds.EDIT -> OutboxItem.What.EDIT;
                    case Kinds.DELETE -> OutboxItem.What.DELETE;
                    default -> OutboxItem.What.OTHER;
                };
        };
    }
}
