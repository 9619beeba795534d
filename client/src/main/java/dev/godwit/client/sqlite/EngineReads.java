package dev.godwit.client.sqlite;

import dev.godwit.client.core.LocalChanges;
import dev.godwit.client.core.LocalEntry;
import dev.godwit.client.core.OutboxRow;
import dev.godwit.client.core.RangeSet;
import dev.godwit.client.core.Snapshot;
import dev.godwit.protocol.AccountSetting;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the engine needs to know of the database. Belongs to the engine's thread.
public final class EngineReads {
    private final Database database;
    private final UserId me;
    private final int laneLength;

    /// @param laneLength how many rows of one conversation's queue are read at once
    public EngineReads(Database database, UserId me, int laneLength) {
        this.database = database;
        this.me = me;
        this.laneLength = laneLength;
    }

    public Snapshot snapshot() {
        return database.read(sql -> new Snapshot(
                me,
                Meta.EPOCH.get(sql),
                Meta.EPOCH_NO.number(sql),
                Meta.MARK.get(sql),
                sql.list(
                        "SELECT c.id, c.members, c.head, c.covered, c.trusted, coalesce(u.delivered, 0),"
                                + " coalesce(u.read, 0), coalesce(u.confirmed_delivered, 0),"
                                + " coalesce(u.confirmed_read, 0), coalesce(g.large, 0) FROM conversation c LEFT JOIN cursor u"
                                + " ON u.conversation = c.key AND u.user = ?"
                                + " LEFT JOIN group_state g ON g.conversation = c.key WHERE c.id IS NOT NULL ORDER BY c.key",
                        row -> new Snapshot.Conversation(
                                new ConversationId(row.getString(1)),
                                Conversations.members(row.getString(2)),
                                row.getLong(3),
                                RangeSet.parse(row.getString(4)),
                                row.getLong(5),
                                new Cursor(row.getLong(6), row.getLong(7)),
                                new Cursor(row.getLong(8), row.getLong(9)),
                                row.getInt(10) == 1),
                        me.value()),
                Set.copyOf(sql.list("SELECT id FROM person", row -> new UserId(row.getString(1)))),
                nameless(sql),
                changes(sql)));
    }

    private static Set<UserId> nameless(Sql sql) throws SQLException {
        var users = new LinkedHashSet<>(
                sql.list("SELECT user FROM member EXCEPT SELECT id FROM person", row -> new UserId(row.getString(1))));
        var settings = sql.list(
                "SELECT name FROM setting WHERE value IS NOT NULL AND (name LIKE '" + AccountSetting.CONTACT
                        + "%' OR name LIKE '" + AccountSetting.BLOCK + "%')",
                row -> row.getString(1));
        for (var setting : settings) {
            Addresses.user(setting.substring(setting.indexOf(':') + 1)).ifPresent(users::add);
        }
        return users;
    }

    public LocalChanges changes() {
        return database.read(this::changes);
    }

    public List<LocalEntry> entries(ConversationId conversation, long from, long to) {
        return database.read(sql -> sql.list(
                "SELECT e.seq, e.at, e.sender, e.id, e.epoch FROM entry e JOIN conversation c ON c.key = e.conversation"
                        + " WHERE c.id = ? AND e.seq BETWEEN ? AND ? ORDER BY e.seq",
                row -> new LocalEntry(
                        row.getLong(1),
                        row.getLong(2),
                        new UserId(row.getString(3)),
                        new ClientMessageId(row.getString(4)),
                        row.getLong(5)),
                conversation.value(),
                from,
                to));
    }

    /// The id of the conversation of this key; empty while it has none.
    public Optional<ConversationId> id(long conversation) {
        return database.read(sql -> Conversations.id(sql, conversation));
    }

    /// The key that a conversation has on this device.
    public Optional<Long> key(ConversationId conversation) {
        return database.read(sql ->
                sql.one("SELECT key FROM conversation WHERE id = ?", row -> row.getLong(1), conversation.value()));
    }

    private record Read(ConversationId conversation, boolean blocked, long place, Optional<OutboxRow> row) {}

    private LocalChanges changes(Sql sql) throws SQLException {
        var rows = new ArrayList<OutboxRow>();
        Set<ConversationId> truncated = new HashSet<>();
        for (Read read : sql.list(
                "SELECT c.id, c.peer, o.place, o.key, o.rev, o.attempts, o.op, o.maybe_sent, e.id, e.content,"
                        + " e.target_entry, t.seq, o.pos, EXISTS (SELECT 1 FROM need n WHERE n.row = o.key)"
                        + " FROM (SELECT key, rev, attempts, op, maybe_sent, entry, conversation, pos,"
                        + " row_number() OVER (PARTITION BY conversation ORDER BY pos, key) AS place"
                        + " FROM outbox WHERE failed = 0 AND op <> 'lookup') o"
                        + " JOIN conversation c ON c.key = o.conversation JOIN entry e ON e.key = o.entry"
                        + " LEFT JOIN entry t ON t.key = e.target_entry WHERE c.id IS NOT NULL AND o.place <= ? ORDER BY o.pos, o.key",
                this::read,
                laneLength + 1)) {
            // What has lost its target waits until that one is back, what speaks of somebody unknown until they are
            // looked up; and so does whatever is behind it.
            if (read.blocked() || read.place() > laneLength) {
                truncated.add(read.conversation());
            } else if (!truncated.contains(read.conversation())) {
                read.row().ifPresent(rows::add);
            }
        }
        rows.addAll(sql.list(
                "SELECT o.key, o.rev, o.attempts, c.name FROM outbox o JOIN conversation c ON c.key = o.conversation"
                        + " WHERE o.op = 'lookup' AND o.failed = 0 ORDER BY o.key",
                row -> new OutboxRow.Lookup(row.getLong(1), row.getLong(2), row.getInt(3), row.getString(4))));
        Map<ConversationId, Long> seen = new LinkedHashMap<>();
        sql.list(
                "SELECT c.id, c.seen FROM conversation c LEFT JOIN cursor u ON u.conversation = c.key AND u.user = ?"
                        + " WHERE c.id IS NOT NULL AND c.seen > coalesce(u.read, 0)",
                row -> seen.put(new ConversationId(row.getString(1)), row.getLong(2)),
                me.value());
        return new LocalChanges(
                rows,
                truncated,
                seen,
                new Settings(sql, me)
                        .get(AccountSetting.PRESENCE_STATUS)
                        .value()
                        .equals(Optional.of(PresenceState.BUSY.wire())));
    }

    private Read read(ResultSet row) throws SQLException {
        var conversation = new ConversationId(row.getString(1));
        OptionalLong targetSeq = Sql.optionalLong(row, 12);
        boolean withdrawn = row.getString(7).equals("cancel");
        boolean lacksTarget = Sql.optionalLong(row, 11).isPresent() && targetSeq.isEmpty();
        boolean blocked = !withdrawn && (lacksTarget || row.getInt(14) == 1);
        if (blocked || row.getLong(3) > laneLength) {
            return new Read(conversation, blocked, row.getLong(3), Optional.empty());
        }
        Content content = Contents.read(row.getString(10));
        if (targetSeq.isPresent()) {
            content = Contents.withTarget(content, targetSeq.getAsLong());
        }
        Optional<UserId> with = conversation.type() == ConversationType.DIRECT
                ? Sql.optionalText(row, 2).map(UserId::new)
                : Optional.empty();
        var id = new ClientMessageId(row.getString(9));
        long key = row.getLong(4);
        OutboxRow waiting = withdrawn
                ? new OutboxRow.Cancel(key, row.getLong(5), row.getInt(6), conversation, with, id)
                : new OutboxRow.Send(
                        key,
                        row.getLong(5),
                        row.getInt(6),
                        conversation,
                        with,
                        id,
                        content,
                        row.getInt(8) == 1,
                        row.getLong(13) < 0);
        return new Read(conversation, false, row.getLong(3), Optional.of(waiting));
    }
}
