package dev.godwit.client.sqlite;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Local keys of conversations, and how they come into being: by the server, by a user id, or by a name
/// that is not known yet.
final class Conversations {
    private final Sql sql;
    private final UserId me;
    private final Clock clock;

    Conversations(Sql sql, UserId me, Clock clock) {
        this.sql = sql;
        this.me = me;
        this.clock = clock;
    }

    static List<UserId> members(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" ", -1)).map(UserId::new).toList();
    }

    static String members(List<UserId> members) {
        return members.stream().map(UserId::value).collect(Collectors.joining(" "));
    }

    OptionalLong find(ConversationId id) throws SQLException {
        return sql.number("SELECT key FROM conversation WHERE id = ?", id.value());
    }

    /// Where the conversation of this key is now.
    OptionalLong current(long key) throws SQLException {
        return sql.number("SELECT coalesce(merged_into, key) FROM conversation WHERE key = ?", key);
    }

    static Optional<ConversationId> id(Sql sql, long key) throws SQLException {
        return sql.text(
                        "SELECT id FROM conversation WHERE id IS NOT NULL AND key ="
                                + " (SELECT coalesce(merged_into, key) FROM conversation WHERE key = ?)",
                        key)
                .map(ConversationId::new);
    }

    long require(ConversationId id) throws SQLException {
        OptionalLong key = find(id);
        return key.isPresent() ? key.getAsLong() : insert(id, List.of());
    }

    private long insert(ConversationId id, List<UserId> members) throws SQLException {
        return sql.insert(
                "INSERT INTO conversation (id, peer, members, trusted) VALUES (?, ?, ?, ?)",
                id.value(),
                peer(id, members).map(UserId::value).orElse(null),
                members(members),
                Meta.EPOCH_NO.number(sql));
    }

    private Optional<UserId> peer(ConversationId id, List<UserId> members) {
        if (id.type() != ConversationType.DIRECT || members.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(members.stream()
                .filter(member -> !member.equals(me))
                .findFirst()
                .orElse(me));
    }

    void setMembers(ConversationId id, List<UserId> members) throws SQLException {
        OptionalLong key = find(id);
        if (key.isEmpty()) {
            insert(id, members);
        } else if (!members.isEmpty()) {
            sql.update(
                    "UPDATE conversation SET members = ?, peer = coalesce(?, peer) WHERE key = ?",
                    members(members),
                    peer(id, members).map(UserId::value).orElse(null),
                    key.getAsLong());
        }
    }

    long withPerson(UserId person) throws SQLException {
        ConversationId id = ConversationId.direct(me, person);
        OptionalLong key = find(id);
        return key.isPresent() ? key.getAsLong() : insert(id, person.equals(me) ? List.of(me) : List.of(me, person));
    }

    Optional<UserId> named(String name) throws SQLException {
        if (Meta.NAME.get(sql).equals(Optional.of(name))) {
            return Optional.of(me);
        }
        return sql.text("SELECT id FROM person WHERE name = ?", name).map(UserId::new);
    }

    OptionalLong findUnresolved(String name) throws SQLException {
        return sql.number("SELECT key FROM conversation WHERE id IS NULL AND merged_into IS NULL AND name = ?", name);
    }

    /// What is written to a name stays in order: who has become known in another way while a lookup of their name
    /// is still under way gets what is written next behind what waits for it.
    long withName(String name) throws SQLException {
        OptionalLong unresolved = findUnresolved(name);
        if (unresolved.isPresent() && isLookedUp(unresolved.getAsLong())) {
            return unresolved.getAsLong();
        }
        Optional<UserId> person = named(name);
        if (person.isPresent()) {
            return withPerson(person.get());
        }
        return unresolved.isPresent()
                ? unresolved.getAsLong()
                : sql.insert("INSERT INTO conversation (name) VALUES (?)", name);
    }

    private boolean isLookedUp(long key) throws SQLException {
        return sql.number("SELECT 1 FROM outbox WHERE conversation = ? AND op = 'lookup'", key)
                .isPresent();
    }

    /// Whatever is written into a conversation without an id depends on a lookup.
    void ensureLookup(long key) throws SQLException {
        boolean needed = sql.number("SELECT 1 FROM conversation WHERE key = ? AND id IS NULL", key)
                        .isPresent()
                && !isLookedUp(key);
        if (needed) {
            sql.update(
                    "INSERT INTO outbox (pos, conversation, op, since) VALUES (0, ?, 'lookup', ?)",
                    key,
                    clock.millis());
        }
    }

    /// Nothing depends on the lookup any more.
    void forgetLookup(long key) throws SQLException {
        sql.update(
                "DELETE FROM outbox WHERE conversation = ?1 AND op = 'lookup' AND NOT EXISTS"
                        + " (SELECT 1 FROM outbox o WHERE o.conversation = ?1 AND o.op <> 'lookup')"
                        + " AND NOT EXISTS (SELECT 1 FROM need n JOIN conversation c ON c.name = n.name"
                        + " WHERE c.key = ?1 AND c.id IS NULL)",
                key);
    }

    /// The name was looked up: gives the conversation its id, or merges it with the one that is there
    /// already.
    void resolve(long key, UserId person) throws SQLException {
        ConversationId id = ConversationId.direct(me, person);
        OptionalLong other = find(id);
        if (other.isPresent() && other.getAsLong() != key) {
            sql.update("UPDATE entry SET conversation = ? WHERE conversation = ?", other.getAsLong(), key);
            sql.update("UPDATE outbox SET conversation = ? WHERE conversation = ?", other.getAsLong(), key);
            sql.update(
                    "UPDATE conversation SET merged_into = ? WHERE key = ? OR merged_into = ?",
                    other.getAsLong(),
                    key,
                    key);
        } else {
            sql.update(
                    "UPDATE conversation SET id = ?, peer = ?, members = ?, trusted = ? WHERE key = ?",
                    id.value(),
                    person.value(),
                    members(person.equals(me) ? List.of(me) : List.of(me, person)),
                    Meta.EPOCH_NO.number(sql),
                    key);
        }
    }
}
