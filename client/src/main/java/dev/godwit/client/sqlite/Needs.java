package dev.godwit.client.sqlite;

import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Outbox rows that speak of people whose names are not looked up yet. Their contents have a made-up user
/// id in the place of the real one, and stay here until it is known: nothing made-up ever leaves.
final class Needs {
    private final Sql sql;
    private final Conversations conversations;
    private final RandomGenerator random;

    Needs(Sql sql, Conversations conversations, RandomGenerator random) {
        this.sql = sql;
        this.conversations = conversations;
        this.random = random;
    }

    /// @param missing the name, where it must be looked up first
    record Someone(UserId user, Optional<String> missing) {}

    /// Whom a name or a user id means.
    Someone find(String written) throws SQLException {
        String person = written.strip();
        Optional<UserId> known = Addresses.user(person);
        if (known.isEmpty()) {
            if (person.isEmpty() || person.length() > Addresses.MAX_NAME) {
                throw new Refusal("bad_name", "Nobody can be called that.", "Give a name, such as 'bob'.");
            }
            known = conversations.named(person);
        }
        if (known.isPresent()) {
            return new Someone(known.get(), Optional.empty());
        }
        UserId standIn = sql.text("SELECT stand_in FROM need WHERE name = ? LIMIT 1", person)
                .map(UserId::new)
                .orElseGet(() -> UserId.random(random));
        return new Someone(standIn, Optional.of(person));
    }

    /// The row waits for whatever is missing; the lookup is the one that a first message to that name
    /// makes.
    void add(long row, Someone someone) throws SQLException {
        if (someone.missing().isPresent()) {
            String name = someone.missing().get();
            sql.update(
                    "INSERT OR IGNORE INTO need VALUES (?, ?, ?)",
                    row,
                    name,
                    someone.user().value());
            lookUp(name);
        }
    }

    private void lookUp(String name) throws SQLException {
        conversations.ensureLookup(conversations.withName(name));
    }

    List<String> of(long row) throws SQLException {
        return sql.list("SELECT name FROM need WHERE row = ?", need -> need.getString(1), row);
    }

    /// The row is to be tried again.
    void renew(long row) throws SQLException {
        for (String name : of(row)) {
            Optional<UserId> person = conversations.named(name);
            if (person.isPresent()) {
                met(name, person.get());
            } else {
                lookUp(name);
            }
        }
    }

    /// Rows that needed these names are gone.
    void forget(List<String> names) throws SQLException {
        for (String name : names) {
            OptionalLong unresolved = conversations.findUnresolved(name);
            if (unresolved.isPresent()) {
                conversations.forgetLookup(unresolved.getAsLong());
            }
        }
    }

    /// The name was looked up: puts the person into what waited for them.
    void met(String name, UserId person) throws SQLException {
        record Waiting(long row, long entry, String standIn) {}

        for (Waiting each : sql.list(
                "SELECT n.row, o.entry, n.stand_in FROM need n JOIN outbox o ON o.key = n.row WHERE n.name = ?",
                row -> new Waiting(row.getLong(1), row.getLong(2), row.getString(3)),
                name)) {
            sql.update(
                    "UPDATE entry SET content = replace(content, ?, ?) WHERE key = ?",
                    each.standIn(),
                    person.value(),
                    each.entry());
            sql.update(
                    "UPDATE outbox SET slot = replace(slot, ?, ?), rev = rev + 1 WHERE key = ?",
                    each.standIn(),
                    person.value(),
                    each.row());
        }
        sql.update("DELETE FROM need WHERE name = ?", name);
    }

    /// Nobody has this name.
    void nobody(String name, String reason) throws SQLException {
        sql.update(
                "UPDATE outbox SET failed = 1, code = 'unknown_name', reason = ?, rev = rev + 1"
                        + " WHERE key IN (SELECT row FROM need WHERE name = ?)",
                reason,
                name);
    }
}
