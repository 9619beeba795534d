package dev.godwit.client.sqlite;

import dev.godwit.client.view.Contact;
import dev.godwit.client.view.Conversation;
import dev.godwit.client.view.Member;
import dev.godwit.client.view.Message;
import dev.godwit.client.view.OutboxItem;
import dev.godwit.client.view.Reach;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.GroupLink;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return database.read(sql -> new ConversationReader(sql, me, clock).all());
    }

    public Optional<Conversation> conversation(long key) {
        return database.read(sql -> {
            OptionalLong current = new Conversations(sql, me, clock).current(key);
            return current.isEmpty() ? Optional.empty() : one(sql, current.getAsLong());
        });
    }

    private Optional<Conversation> one(Sql sql, long key) throws SQLException {
        return new ConversationReader(sql, me, clock).one(key);
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
        return database.read(sql -> new OutboxReader(sql, me, clock).all());
    }

    /// Newest first: messages in which every word of this begins a word.
    public List<Message> search(String typed, int limit) {
        Optional<String> query = SearchText.query(typed);
        if (query.isEmpty() || limit < 1) {
            return List.of();
        }
        return database.read(sql -> new MessageReader(sql, me, clock)
                .all(sql.list(
                        "SELECT e.key FROM words w JOIN entry e ON e.doc = w.rowid WHERE words MATCH ?"
                                + " ORDER BY w.rowid DESC LIMIT ?",
                        row -> row.getLong(1),
                        query.get(),
                        limit)));
    }

    /// How far people are, as far as this device has been told; of a large group it is told of nobody else.
    public Map<UserId, Cursor> cursors(long key) {
        return database.read(sql -> {
            Map<UserId, Cursor> out = new LinkedHashMap<>();
            sql.list(
                    "SELECT user, delivered, read FROM cursor WHERE conversation = ? ORDER BY user",
                    row -> out.put(new UserId(row.getString(1)), new Cursor(row.getLong(2), row.getLong(3))),
                    current(sql, key));
            return out;
        });
    }

    /// Whom an own message has reached, by name.
    public List<Reach> reach(long message) {
        return database.read(sql -> new GroupReader(sql, me, clock).reach(message));
    }

    public List<Member> members(long group) {
        return database.read(sql -> new GroupReader(sql, me, clock).members(current(sql, group)));
    }

    public List<GroupLink> links(long group) {
        return database.read(sql -> new GroupReader(sql, me, clock).links(current(sql, group)));
    }

    private long current(Sql sql, long key) throws SQLException {
        OptionalLong current = new Conversations(sql, me, clock).current(key);
        if (current.isEmpty()) {
            throw Writing.noConversation();
        }
        return current.getAsLong();
    }

    public List<Contact> contacts() {
        return database.read(sql -> new AccountReader(sql, me).contacts());
    }

    /// What one of the user's settings is now.
    public Optional<String> setting(String name) {
        return database.read(sql -> new AccountReader(sql, me).setting(name));
    }
}
