package dev.godwit.client.sqlite;

import dev.godwit.client.core.RangeSet;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What an application reads. Each answer is of one state of the database.
public final class Views {
    private final Database database;
    private final UserId me;
    private final Clock clock;

    public Views(Database database, UserId me, Clock clock) {
        this.database = database;
        this.me = me;
        this.clock = clock;
    }

    /// Last active first.
    public List<Conversation> conversations() {
        return database.read(sql -> {
            var messages = new MessageReader(sql, me, clock);
            var out = new ArrayList<Conversation>();
            for (Row row : sql.list(ROWS + " ORDER BY c.key", this::row)) {
                if (row.visible()) {
                    out.add(conversation(sql, messages, row));
                }
            }
            // Begun by a wrong name, and given up.
            out.removeIf(each -> each.id().isEmpty() && each.last().isEmpty());
            out.sort((a, b) -> Long.compare(activity(b), activity(a)));
            return List.copyOf(out);
        });
    }

    private static long activity(Conversation conversation) {
        return conversation.last().map(last -> last.at().toEpochMilli()).orElse(0L);
    }

    public Optional<Conversation> conversation(long key) {
        return database.read(sql -> {
            OptionalLong current = new Conversations(sql, me, clock).current(key);
            return current.isEmpty() ? Optional.empty() : one(sql, current.getAsLong());
        });
    }

    private Optional<Conversation> one(Sql sql, long key) throws SQLException {
        Optional<Row> row = sql.one(ROWS + " AND c.key = ?", this::row, key);
        return row.isEmpty()
                ? Optional.empty()
                : Optional.of(conversation(sql, new MessageReader(sql, me, clock), row.get()));
    }

    /// On the wire; empty while it has none.
    public Optional<ConversationId> id(long key) {
        return database.read(sql -> Conversations.id(sql, key));
    }

    /// The conversation that a name, a user id or a conversation id means, if it is on this device.
    public Optional<Conversation> find(String to) {
        String wanted = to.strip();
        return database.read(sql -> {
            var conversations = new Conversations(sql, me, clock);
            Optional<UserId> person = Addresses.user(wanted);
            if (person.isEmpty()) {
                person = conversations.named(wanted);
            }
            OptionalLong key = OptionalLong.empty();
            if (person.isPresent()) {
                key = conversations.find(ConversationId.direct(me, person.get()));
            }
            Optional<ConversationId> id = Addresses.conversation(wanted);
            if (key.isEmpty() && id.isPresent()) {
                key = conversations.find(id.get());
            }
            if (key.isEmpty()) {
                key = conversations.findUnresolved(wanted);
            }
            return key.isEmpty() ? Optional.empty() : one(sql, key.getAsLong());
        });
    }

    /// Oldest first; those without a seq at the end, in the order in which they were written.
    public List<Message> messages(long key, OptionalLong before, int limit) {
        return database.read(sql -> {
            OptionalLong conversation = new Conversations(sql, me, clock).current(key);
            if (conversation.isEmpty()) {
                return List.of();
            }
            var page =
                    new ArrayList<>(new MessageReader(sql, me, clock).newest(conversation.getAsLong(), before, limit));
            Collections.reverse(page);
            return List.copyOf(page);
        });
    }

    public Optional<Message> message(long key) {
        return database.read(sql -> new MessageReader(sql, me, clock).one(key));
    }

    public List<OutboxItem> outbox() {
        return database.read(sql -> new OutboxReader(sql, clock).all());
    }

    private static final String ROWS =
            "SELECT c.key, c.id, c.peer, c.name, c.members, c.head, c.covered, c.seen, p.name"
                    + " FROM conversation c LEFT JOIN person p ON p.id = c.peer WHERE c.merged_into IS NULL";

    private record Row(
            long key,
            Optional<ConversationId> id,
            Optional<UserId> peer,
            String title,
            List<UserId> members,
            boolean complete,
            long seen) {
        /// The account log is no conversation between people.
        boolean visible() {
            return id.isEmpty() || id.get().value().charAt(0) != 'a';
        }
    }

    private Row row(ResultSet row) throws SQLException {
        Optional<String> peer = Sql.optionalText(row, 3);
        Optional<String> typed = Sql.optionalText(row, 4);
        Optional<String> known = Sql.optionalText(row, 9);
        String title = known.or(() -> typed).or(() -> peer).orElse(String.valueOf(row.getString(2)));
        return new Row(
                row.getLong(1),
                Sql.optionalText(row, 2).map(ConversationId::new),
                peer.map(UserId::new),
                title,
                Conversations.members(row.getString(5)),
                RangeSet.parse(row.getString(7)).newestHole(row.getLong(6)).isEmpty(),
                row.getLong(8));
    }

    private Conversation conversation(Sql sql, MessageReader messages, Row row) throws SQLException {
        List<Message> newest = messages.newest(row.key(), OptionalLong.empty(), 1);
        return new Conversation(
                row.key(),
                row.id(),
                row.title(),
                row.peer(),
                row.members(),
                (int) sql.number(
                                "SELECT count(*) FROM entry e WHERE e.conversation = ? AND e.seq > ? AND e.sender <> ?"
                                        + " AND e.kind NOT IN " + MessageReader.HIDDEN + " AND NOT EXISTS"
                                        + " (SELECT 1 FROM entry d WHERE d.conversation = e.conversation"
                                        + " AND d.target = e.seq AND d.kind = '" + Kinds.DELETE + "'"
                                        + " AND d.sender = e.sender)",
                                row.key(),
                                row.seen(),
                                me.value())
                        .orElse(0),
                (int) sql.number(
                                "SELECT count(*) FROM outbox WHERE conversation = ? AND failed = 0"
                                        + " AND entry IS NOT NULL",
                                row.key())
                        .orElse(0),
                (int) sql.number("SELECT count(*) FROM outbox WHERE conversation = ? AND failed = 1", row.key())
                        .orElse(0),
                row.complete(),
                newest.isEmpty() ? Optional.empty() : Optional.of(newest.get(0)),
                Optional.empty(),
                false,
                "",
                false,
                false);
    }
}
