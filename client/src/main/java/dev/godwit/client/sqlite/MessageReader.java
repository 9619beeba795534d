package dev.godwit.client.sqlite;

import dev.godwit.client.view.Message;
import dev.godwit.client.view.MessageState;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads messages, and changes of groups in words, with their edits applied and with how far they got. Of
/// one state of the database: what several messages need is read once.
final class MessageReader {
    /// What waits: own entries without a seq that are not being withdrawn.
    private static final String WAITING = " e.seq IS NULL AND e.line = 1 AND e.sender = ?"
            + " AND NOT (coalesce(o.op, '') = 'cancel' AND o.replacement IS NULL)";

    private final Sql sql;
    private final UserId me;
    private final Clock clock;
    private final long offset;
    final Names names;
    private final Wording wording;
    private final Map<Long, Audience> audiences = new HashMap<>();

    MessageReader(Sql sql, UserId me, Clock clock) throws SQLException {
        this.sql = sql;
        this.me = me;
        this.clock = clock;
        this.offset = Meta.CLOCK_OFFSET.number(sql);
        this.names = new Names(sql, me);
        this.wording = new Wording(names);
    }

    Optional<Message> one(long key) throws SQLException {
        List<Message> found = messages(EntryRow.of(sql, List.of(key)));
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
    }

    /// In this order.
    List<Message> all(List<Long> keys) throws SQLException {
        Map<Long, Message> found = new HashMap<>();
        messages(EntryRow.of(sql, keys)).forEach(message -> found.put(message.key(), message));
        return keys.stream().filter(found::containsKey).map(found::get).toList();
    }

    /// Newest first: what waits, then what has a seq.
    List<Message> newest(long conversation, OptionalLong before, int limit) throws SQLException {
        Optional<EntryRow> bound = before.isEmpty()
                ? Optional.empty()
                : EntryRow.of(sql, List.of(before.getAsLong())).stream().findFirst();
        var rows = new ArrayList<EntryRow>();
        boolean fromTheEnd = bound.isEmpty() || bound.get().seq().isEmpty();
        if (fromTheEnd) {
            rows.addAll(sql.list(
                    EntryRow.ROWS + " WHERE e.conversation = ? AND e.ord < ? AND" + WAITING
                            + " ORDER BY e.ord DESC LIMIT ?",
                    EntryRow::read,
                    conversation,
                    bound.map(EntryRow::ord).orElse(Long.MAX_VALUE),
                    me.value(),
                    limit));
        }
        long top = fromTheEnd ? Long.MAX_VALUE : bound.get().seq().orElse(Long.MAX_VALUE);
        rows.addAll(sql.list(
                EntryRow.ROWS + " WHERE e.conversation = ? AND e.line = 1 AND e.seq < ? ORDER BY e.seq DESC LIMIT ?",
                EntryRow::read,
                conversation,
                top,
                limit - rows.size()));
        return messages(rows);
    }

    /// The newest line of every conversation. A cross join keeps its order: SQLite would begin with the
    /// entries.
    Map<Long, Message> last() throws SQLException {
        Map<Long, EntryRow> rows = new HashMap<>();
        sql.list(
                EntryRow.SELECT + " FROM conversation k CROSS JOIN entry e ON e.conversation = k.key AND e.seq ="
                        + " (SELECT max(l.seq) FROM entry l WHERE l.conversation = k.key AND l.line = 1)"
                        + EntryRow.JOINS,
                row -> keep(rows, EntryRow.read(row)));
        sql.list(
                EntryRow.SELECT + " FROM outbox w CROSS JOIN entry e ON e.key = w.entry" + EntryRow.JOINS + " WHERE"
                        + WAITING + " ORDER BY e.ord",
                row -> keep(rows, EntryRow.read(row)),
                me.value());
        Map<Long, Message> out = new HashMap<>();
        messages(List.copyOf(rows.values())).forEach(message -> out.put(message.conversation(), message));
        return out;
    }

    private static boolean keep(Map<Long, EntryRow> rows, EntryRow row) {
        return rows.put(row.conversation(), row) == null;
    }

    private List<Message> messages(List<EntryRow> rows) throws SQLException {
        Map<Long, List<EntryRow.Change>> changes = EntryRow.changes(sql, rows);
        var out = new ArrayList<Message>();
        for (EntryRow row : rows) {
            out.add(message(row, changes.getOrDefault(row.key(), List.of())));
        }
        return out;
    }

    private Message message(EntryRow row, List<EntryRow.Change> changes) throws SQLException {
        boolean mine = row.sender().equals(me);
        boolean isMessage = row.kind().equals(Kinds.MESSAGE);
        Optional<GroupChange> change = Kinds.isGroupChange(row.kind())
                ? GroupFact.change(Contents.read(
                        row.outbox().flatMap(OutboxState::replacement).orElse(row.content())))
                : Optional.empty();
        EntryRow.Text text = row.text(changes);
        String words = change.isPresent()
                ? wording.of(row.sender(), change.get())
                : isMessage || text.deleted()
                        ? text.text()
                        : "(This version cannot show an entry of the kind '" + row.kind() + "'.)";
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
                isMessage || change.isPresent(),
                words,
                isMessage && text.edited(),
                text.deleted(),
                text.changing(),
                change,
                mine && row.large() && row.seq().isPresent()
                        ? audience(row.conversation()).readers(row.seq().getAsLong())
                        : 0,
                mine ? ownState(row) : new MessageState.Received(isSeen(row)));
    }

    private static boolean isSeen(EntryRow row) {
        return row.seq().isPresent() && row.seq().getAsLong() <= row.seen();
    }

    private MessageState ownState(EntryRow row) throws SQLException {
        if (row.outbox().isPresent()) {
            return row.outbox().get().state(sql, names, row.conversation(), clock.millis());
        }
        return row.seq().isEmpty() || row.large()
                ? new MessageState.Sent()
                : audience(row.conversation()).state(row.seq().getAsLong());
    }

    private Audience audience(long conversation) throws SQLException {
        Audience known = audiences.get(conversation);
        if (known == null) {
            known = Audience.read(sql, me, conversation);
            audiences.put(conversation, known);
        }
        return known;
    }
}
