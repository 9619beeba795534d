package dev.godwit.client.sqlite;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
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

/// Reads messages with their edits applied. Edits and deletions are entries of their own, and may be here
/// before what they are about; so they are applied when it is read.
final class MessageReader {
    /// Entries that are not messages of their own.
    static final String HIDDEN = "('" + Kinds.CREATE + "', '" + Kinds.EDIT + "', '" + Kinds.DELETE + "')";

    private static final String ROWS = "SELECT e.key, e.conversation, e.id, e.seq, e.sender, p.name, e.at, e.local_at,"
            + " e.kind, e.content, e.ord, o.op, o.replacement, o.maybe_sent, o.failed, o.code, o.reason, o.next_at,"
            + " o.pos FROM entry e LEFT JOIN person p ON p.id = e.sender LEFT JOIN outbox o ON o.entry = e.key";

    private final Sql sql;
    private final UserId me;
    private final Clock clock;
    private final long offset;

    MessageReader(Sql sql, UserId me, Clock clock) throws SQLException {
        this.sql = sql;
        this.me = me;
        this.clock = clock;
        this.offset = Meta.CLOCK_OFFSET.number(sql);
    }

    private record Row(
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
            Optional<OutboxState> outbox) {}

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
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
                Sql.optionalText(row, 12).isEmpty() ? Optional.empty() : Optional.of(OutboxState.read(row, 12)));
    }

    Optional<Message> one(long key) throws SQLException {
        Optional<Row> row = sql.one(ROWS + " WHERE e.key = ?", MessageReader::row, key);
        return row.isEmpty() ? Optional.empty() : Optional.of(message(row.get()));
    }

    /// Newest first: what waits, then what has a seq.
    List<Message> newest(long conversation, OptionalLong before, int limit) throws SQLException {
        Optional<Row> bound = before.isEmpty()
                ? Optional.empty()
                : sql.one(ROWS + " WHERE e.key = ?", MessageReader::row, before.getAsLong());
        var rows = new ArrayList<Row>();
        boolean fromTheEnd = bound.isEmpty() || bound.get().seq().isEmpty();
        if (fromTheEnd) {
            // Entries of others that lost their place are not shown; they come back when their author sends
            // them again.
            rows.addAll(sql.list(
                    ROWS + " WHERE e.conversation = ? AND e.seq IS NULL AND e.sender = ? AND e.ord < ?"
                            + " AND e.kind NOT IN " + HIDDEN
                            + " AND NOT (coalesce(o.op, '') = 'cancel' AND o.replacement IS NULL)"
                            + " ORDER BY e.ord DESC LIMIT ?",
                    MessageReader::row,
                    conversation,
                    me.value(),
                    bound.map(Row::ord).orElse(Long.MAX_VALUE),
                    limit));
        }
        long top = fromTheEnd ? Long.MAX_VALUE : bound.get().seq().orElse(Long.MAX_VALUE);
        rows.addAll(sql.list(
                ROWS + " WHERE e.conversation = ? AND e.seq < ? AND e.kind NOT IN " + HIDDEN
                        + " AND e.kind NOT LIKE 'sys.%' ORDER BY e.seq DESC LIMIT ?",
                MessageReader::row,
                conversation,
                top,
                limit - rows.size()));
        var out = new ArrayList<Message>();
        for (Row row : rows) {
            out.add(message(row));
        }
        return out;
    }

    private record Change(String kind, String content, boolean waiting) {}

    private Message message(Row row) throws SQLException {
        Content original = Contents.read(row.content());
        boolean mine = row.sender().equals(me);
        boolean understood = row.kind().equals(Kinds.MESSAGE);
        String text = understood
                ? original.body().data()
                : "(This version cannot show an entry of the kind '" + row.kind() + "'.)";
        boolean edited = false;
        boolean deleted = false;
        boolean changing = false;
        Optional<String> replacement = row.outbox().flatMap(OutboxState::replacement);
        if (replacement.isPresent()) {
            text = Contents.read(replacement.get()).body().data();
        }
        for (Change change : changes(row)) {
            changing |= change.waiting();
            if (change.kind().equals(Kinds.DELETE)) {
                deleted = true;
            } else if (understood) {
                edited = true;
                text = Contents.read(change.content()).body().data();
            }
        }
        long at = row.at().orElse(row.localAt() + offset);
        return new Message(
                row.key(),
                row.conversation(),
                new ClientMessageId(row.id()),
                row.seq(),
                row.sender(),
                row.name(),
                mine,
                Instant.ofEpochMilli(at),
                row.kind(),
                understood,
                deleted ? "" : text,
                edited,
                deleted,
                changing,
                Optional.empty(),
                0,
                mine ? ownState(row) : new MessageState.Received(isSeen(row)));
    }

    /// Its edits and deletions that count, in their order; what failed does not count.
    private List<Change> changes(Row row) throws SQLException {
        // What waits names its target by key, what is in the log by seq.
        return sql.list(
                "SELECT kind, content, waiting FROM ("
                        + "SELECT e.kind, e.content, o.key AS waiting, e.seq, e.ord, o.failed, o.op FROM entry e"
                        + " LEFT JOIN outbox o ON o.entry = e.key WHERE e.conversation = ?1 AND e.target = ?2"
                        + " AND e.target_entry IS NULL AND e.sender = ?3"
                        + " UNION ALL SELECT e.kind, e.content, o.key, e.seq, e.ord, o.failed, o.op FROM entry e"
                        + " LEFT JOIN outbox o ON o.entry = e.key WHERE e.target_entry = ?4 AND e.sender = ?3)"
                        + " WHERE kind IN ('" + Kinds.EDIT + "', '" + Kinds.DELETE + "')"
                        + " AND coalesce(failed, 0) = 0 AND coalesce(op, 'send') = 'send'"
                        + " ORDER BY seq IS NULL, seq, ord",
                change -> new Change(
                        change.getString(1),
                        change.getString(2),
                        Sql.optionalLong(change, 3).isPresent()),
                row.conversation(),
                row.seq().orElse(-1),
                row.sender().value(),
                row.key());
    }

    private boolean isSeen(Row row) throws SQLException {
        long seen = sql.number("SELECT seen FROM conversation WHERE key = ?", row.conversation())
                .orElse(0);
        return row.seq().isPresent() && row.seq().getAsLong() <= seen;
    }

    private MessageState ownState(Row row) throws SQLException {
        if (row.outbox().isPresent()) {
            return row.outbox().get().state(sql, row.conversation(), clock.millis());
        }
        if (row.seq().isEmpty()) {
            return new MessageState.Sent();
        }
        long seq = row.seq().getAsLong();
        record Reached(long others, long delivered, long read) {}

        Reached reached = sql.one(
                        "SELECT count(*), sum(delivered >= ?), sum(read >= ?) FROM cursor"
                                + " WHERE conversation = ? AND user <> ?",
                        counts -> new Reached(counts.getLong(1), counts.getLong(2), counts.getLong(3)),
                        seq,
                        seq,
                        row.conversation(),
                        me.value())
                .orElseThrow();
        String members = sql.text("SELECT members FROM conversation WHERE key = ?", row.conversation())
                .orElse("");
        long others = Conversations.members(members).stream()
                .filter(member -> !member.equals(me))
                .count();
        if (others == 0) {
            return new MessageState.Sent();
        }
        return reached.read() >= others
                ? new MessageState.Read()
                : reached.delivered() >= others ? new MessageState.Delivered() : new MessageState.Sent();
    }
}
