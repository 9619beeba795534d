package dev.godwit.client.sqlite;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// An entry with its outbox row, and what of its conversation one needs to draw it.
record EntryRow(
        long key,
        long conversation,
        String id,
        OptionalLong seq,
        UserId sender,
        Optional<String> name,
        OptionalLong at,
        long localAt,
        String kind,
        String content,
        long ord,
        long seen,
        boolean large,
        OptionalLong doc,
        Optional<OutboxState> outbox) {
    static final String SELECT =
            "SELECT e.key, e.conversation, e.id, e.seq, e.sender, p.name, e.at, e.local_at, e.kind,"
                    + " e.content, e.ord, c.seen, coalesce(g.large, 0), e.doc, o.op, o.replacement, o.maybe_sent, o.failed, o.code,"
                    + " o.reason, o.next_at, o.pos, o.key";

    static final String JOINS = " JOIN conversation c ON c.key = e.conversation"
            + " LEFT JOIN group_state g ON g.conversation = e.conversation"
            + " LEFT JOIN person p ON p.id = e.sender LEFT JOIN outbox o ON o.entry = e.key";

    static final String ROWS = SELECT + " FROM entry e" + JOINS;

    static EntryRow read(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                Sql.optionalLong(row, 4),
                new UserId(row.getString(5)),
                Sql.optionalText(row, 6),
                Sql.optionalLong(row, 7),
                row.getLong(8),
                row.getString(9),
                row.getString(10),
                row.getLong(11),
                row.getLong(12),
                row.getInt(13) == 1,
                Sql.optionalLong(row, 14),
                Sql.optionalText(row, 15).isEmpty() ? Optional.empty() : Optional.of(OutboxState.read(row, 15)));
    }

    /// In no order.
    static List<EntryRow> of(Sql sql, List<Long> keys) throws SQLException {
        return sql.list(
                SELECT + " FROM json_each(?) k JOIN entry e ON e.key = k.value" + JOINS, EntryRow::read, array(keys));
    }

    static String array(List<Long> keys) {
        return keys.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }

    /// Whether the user still wants it: what is being withdrawn is gone for them.
    boolean isVisible(UserId me) {
        boolean withdrawn = outbox.isPresent()
                && outbox.get().op().equals("cancel")
                && outbox.get().replacement().isEmpty();
        // Entries of others that lost their place come back when their author sends them again.
        return seq.isPresent() || (sender.equals(me) && !withdrawn);
    }

    /// An edit or a deletion that counts; what failed does not, nor what others have lost.
    record Change(long target, String kind, String content, boolean waiting) {}

    private static final String CHANGES = " LEFT JOIN outbox o ON o.entry = d.key WHERE d.sender = t.sender"
            + " AND d.kind IN ('" + Kinds.EDIT + "', '" + Kinds.DELETE + "') AND coalesce(o.failed, 0) = 0"
            + " AND coalesce(o.op, 'send') = 'send' AND (d.seq IS NOT NULL OR o.key IS NOT NULL)";

    /// Edits and deletions are entries of their own, and may be here before what they are about. What waits
    /// names its target by key, what is in the log by seq.
    static Map<Long, List<Change>> changes(Sql sql, List<EntryRow> rows) throws SQLException {
        String keys = array(rows.stream().map(EntryRow::key).toList());
        Map<Long, List<Change>> out = new HashMap<>();
        for (Change change : sql.list(
                "SELECT * FROM (SELECT t.key, d.kind, d.content, o.key, d.seq AS seq, d.ord AS ord FROM json_each(?1) k"
                        + " JOIN entry t ON t.key = k.value JOIN entry d ON d.conversation = t.conversation"
                        + " AND d.target = t.seq AND d.target_entry IS NULL" + CHANGES
                        + " UNION ALL SELECT t.key, d.kind, d.content, o.key, d.seq, d.ord FROM json_each(?1) k"
                        + " JOIN entry t ON t.key = k.value JOIN entry d ON d.target_entry = t.key" + CHANGES
                        + ") ORDER BY seq IS NULL, seq, ord",
                row -> new Change(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Sql.optionalLong(row, 4).isPresent()),
                keys)) {
            out.computeIfAbsent(change.target(), target -> new ArrayList<>()).add(change);
        }
        return out;
    }

    /// A message's text as it is now.
    record Text(String text, boolean edited, boolean deleted, boolean changing) {}

    Text text(List<Change> changes) {
        Content original =
                Contents.read(outbox.flatMap(OutboxState::replacement).orElse(content));
        String text = original.body().data();
        boolean edited = false;
        boolean deleted = false;
        boolean changing = false;
        for (Change change : changes) {
            changing |= change.waiting();
            if (change.kind().equals(Kinds.DELETE)) {
                deleted = true;
            } else {
                edited = true;
                text = Contents.read(change.content()).body().data();
            }
        }
        return new Text(deleted ? "" : text, edited, deleted, changing);
    }
}
