package dev.godwit.client.sqlite;

import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
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
    private final UserId me;
    private final Names names;
    private final Wording wording;

    OutboxReader(Sql sql, UserId me, Clock clock) throws SQLException {
        this.sql = sql;
        this.clock = clock;
        this.me = me;
        this.names = new Names(sql, me);
        this.wording = new Wording(names);
        this.offset = Meta.CLOCK_OFFSET.number(sql);
    }

    private record Row(
            long key,
            OptionalLong message,
            long conversation,
            String title,
            String kind,
            Optional<String> content,
            Optional<UserId> sender,
            long since,
            int attempts,
            OutboxState state) {}

    List<OutboxItem> all() throws SQLException {
        var out = new ArrayList<OutboxItem>();
        for (Row row : sql.list(
                "SELECT o.key, o.entry, o.conversation, coalesce(nullif(g.title, ''), p.name, c.name, c.peer, c.id),"
                        + " coalesce(e.kind, ''), e.content, e.sender, o.since, o.attempts, o.op, o.replacement, o.maybe_sent, o.failed, o.code,"
                        + " o.reason, o.next_at, o.pos, o.key FROM outbox o JOIN conversation c ON c.key = o.conversation"
                        + " LEFT JOIN person p ON p.id = c.peer"
                        + " LEFT JOIN group_state g ON g.conversation = c.key LEFT JOIN entry e ON e.key = o.entry"
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
                Sql.optionalText(row, 7).map(UserId::new),
                row.getLong(8),
                row.getInt(9),
                OutboxState.read(row, 10));
    }

    private OutboxItem item(Row row) throws SQLException {
        long now = clock.millis();
        OptionalLong next = row.state().nextAt();
        OutboxItem.What what = what(row);
        String title = title(row);
        return new OutboxItem(
                row.key(),
                row.message(),
                row.conversation(),
                title,
                what,
                text(row, what, title),
                Instant.ofEpochMilli(row.since() + offset),
                row.state().state(sql, names, row.conversation(), now),
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
                    case Kinds.SETTING -> OutboxItem.What.SETTING;
                    default -> Kinds.isGroupChange(row.kind()) ? OutboxItem.What.GROUP : OutboxItem.What.OTHER;
                };
        };
    }

    private String title(Row row) throws SQLException {
        if (row.kind().equals(Kinds.SETTING)) {
            return "your settings";
        }
        // A group that is still to be made has its title only here.
        return row.title().startsWith("g")
                        && Addresses.conversation(row.title()).isPresent()
                ? GroupNow.read(sql, me, row.conversation()).title
                : row.title();
    }

    private String text(Row row, OutboxItem.What what, String title) throws SQLException {
        Optional<Content> content = row.state().replacement().or(row::content).map(Contents::read);
        if (content.isEmpty()) {
            return title;
        }
        Optional<GroupChange> change = GroupFact.change(content.get());
        if (change.isPresent() && row.sender().isPresent()) {
            return wording.of(row.sender().get(), change.get());
        }
        return what == OutboxItem.What.SETTING
                ? SettingWords.of(content.get(), names)
                : content.get().body().data();
    }
}
