package dev.godwit.client.sqlite;

import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Everything that works on one transaction that writes.
final class Writing {
    final Sql sql;
    final UserId me;
    final Derived derived;
    final Entries entries;
    final Conversations conversations;
    final Needs needs;
    final OwnSettings own;

    private Writing(Sql sql, UserId me, Clock clock, RandomGenerator random) throws SQLException {
        this.sql = sql;
        this.me = me;
        this.derived = Derived.of(sql, me);
        this.entries = new Entries(sql, me, clock, random, derived);
        this.conversations = new Conversations(sql, me, clock);
        this.needs = new Needs(sql, conversations, random);
        this.own = new OwnSettings(this);
    }

    interface Work<T> {
        T run(Writing writing) throws SQLException;
    }

    static <T> T in(Database database, UserId me, Clock clock, RandomGenerator random, Work<T> work) {
        return database.write(sql -> {
            var writing = new Writing(sql, me, clock, random);
            T result = work.run(writing);
            writing.derived.settle();
            return result;
        });
    }

    /// The conversation of this key, wherever it is by now.
    long conversation(long key) throws SQLException {
        OptionalLong current = conversations.current(key);
        if (current.isEmpty()) {
            throw noConversation();
        }
        return current.getAsLong();
    }

    static Refusal noConversation() {
        return new Refusal(
                "no_conversation",
                "There is no such conversation on this device.",
                "Write to a name, or look at the list of conversations.");
    }

    /// Forgets an entry that is certainly not stored, and the lookups that only it needed.
    void drop(long entry) throws SQLException {
        Optional<Entries.Waiting> waiting = entries.waiting(entry);
        List<String> names = waiting.isPresent() ? needs.of(waiting.get().row()) : List.of();
        OptionalLong conversation = sql.number("SELECT conversation FROM entry WHERE key = ?", entry);
        entries.drop(entry);
        if (conversation.isPresent()) {
            conversations.forgetLookup(conversation.getAsLong());
        }
        needs.forget(names);
    }
}
