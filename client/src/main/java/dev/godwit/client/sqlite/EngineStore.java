package dev.godwit.client.sqlite;

import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Carries out what the engine wants written. Belongs to the engine's thread, with a connection of its own.
public final class EngineStore {
    private final Database database;
    private final UserId me;
    private final Clock clock;
    private final RandomGenerator random;

    public EngineStore(Database database, UserId me, Clock clock, RandomGenerator random) {
        this.database = database;
        this.me = me;
        this.clock = clock;
        this.random = random;
    }

    /// All of it in one transaction, or nothing of it. Throws [StoreConflict] or [StoreFault].
    public void apply(List<StoreOp> ops) {
        if (ops.isEmpty()) {
            return;
        }
        database.write(sql -> {
            var entries = new Entries(sql, me, clock, random);
            var conversations = new Conversations(sql, me, clock);
            for (StoreOp op : ops) {
                apply(sql, entries, conversations, op);
            }
            return ops.size();
        });
    }

    private void apply(Sql sql, Entries entries, Conversations conversations, StoreOp op) throws SQLException {
        switch (op) {
            case StoreOp.BeginEpoch begin -> beginEpoch(sql, begin.epoch());
            case StoreOp.SetMark mark -> Meta.MARK.set(sql, mark.mark());
            case StoreOp.ServerTime time -> Meta.CLOCK_OFFSET.set(sql, time.at() - clock.millis());
            case StoreOp.SetMembers set -> conversations.setMembers(set.conversation(), set.members());
            case StoreOp.SetGroup set -> conversations.require(set.conversation());
            case StoreOp.PutMembers put -> conversations.require(put.conversation());
            case StoreOp.SetReaders set -> conversations.require(set.conversation());
            case StoreOp.Strangers strangers -> Meta.STRANGERS.set(sql, strangers.allowed() ? 1 : 0);
            case StoreOp.SetCoverage set ->
                sql.update(
                        "UPDATE conversation SET head = ?, covered = ? WHERE key = ?",
                        set.head(),
                        set.covered(),
                        conversations.require(set.conversation()));
            case StoreOp.PutEntries put -> {
                long key = conversations.require(put.conversation());
                long epoch = Meta.EPOCH_NO.number(sql);
                for (Entry entry : put.entries()) {
                    entries.put(key, entry, epoch);
                }
            }
            case StoreOp.Confirm confirm -> {
                long key = conversations.require(confirm.conversation());
                OptionalLong entry = entries.find(key, me, confirm.id());
                if (entry.isPresent()) {
                    entries.confirm(key, entry.getAsLong(), confirm.seq(), confirm.at(), Meta.EPOCH_NO.number(sql));
                }
            }
            case StoreOp.Burnt burnt -> {
                OptionalLong entry = entries.find(conversations.require(burnt.conversation()), me, burnt.id());
                if (entry.isPresent()) {
                    entries.burnt(entry.getAsLong());
                }
            }
            case StoreOp.MarkSent mark -> {
                int changed = sql.update(
                        "UPDATE outbox SET maybe_sent = 1 WHERE key = ? AND rev = ? AND op = 'send' AND failed = 0",
                        mark.row(),
                        mark.rev());
                if (changed != 1) {
                    throw new StoreConflict();
                }
            }
            case StoreOp.Withdrawn withdrawn -> {
                OptionalLong entry = sql.number(
                        "SELECT entry FROM outbox WHERE key = ? AND rev = ? AND op = 'send'",
                        withdrawn.row(),
                        withdrawn.rev());
                if (entry.isPresent()) {
                    entries.dropChangesOf(entry.getAsLong());
                    entries.drop(entry.getAsLong());
                }
            }
            case StoreOp.Fail fail -> fail(sql, fail);
            case StoreOp.Postpone postpone ->
                sql.update(
                        "UPDATE outbox SET attempts = ?, next_at = ? WHERE key = ? AND rev = ?",
                        postpone.attempts(),
                        clock.millis() + postpone.delay(),
                        postpone.row(),
                        postpone.rev());
            case StoreOp.SetCursor set ->
                setCursor(sql, conversations.require(set.conversation()), set.user(), set.cursor());
            case StoreOp.SetSeen set ->
                sql.update(
                        "UPDATE conversation SET seen = max(seen, ?) WHERE key = ?",
                        set.seq(),
                        conversations.require(set.conversation()));
            case StoreOp.ConfirmCursor confirm ->
                sql.update(
                        "UPDATE cursor SET confirmed_delivered = max(confirmed_delivered, ?),"
                                + " confirmed_read = max(confirmed_read, ?) WHERE conversation = ? AND user = ?",
                        confirm.cursor().delivered(),
                        confirm.cursor().read(),
                        conversations.require(confirm.conversation()),
                        me.value());
            case StoreOp.Resolve resolve -> {
                OptionalLong key = takeLookup(sql, resolve.row());
                putName(sql, resolve.person());
                if (key.isPresent()) {
                    conversations.resolve(key.getAsLong(), resolve.person().id());
                }
            }
            case StoreOp.UnknownName unknown -> {
                OptionalLong key = takeLookup(sql, unknown.row());
                if (key.isPresent()) {
                    sql.update(
                            "UPDATE outbox SET failed = 1, code = 'unknown_name', reason = ?, rev = rev + 1"
                                    + " WHERE conversation = ?",
                            unknown.reason(),
                            key.getAsLong());
                }
            }
            case StoreOp.Lock lock -> Meta.LOCKED.set(sql, 1);
            case StoreOp.PutNames put -> {
                for (Person person : put.persons()) {
                    putName(sql, person);
                }
            }
            case StoreOp.Displace displace ->
                entries.displace(conversations.require(displace.conversation()), displace.seqs());
            case StoreOp.Verified verified ->
                verified(sql, conversations.require(verified.conversation()), verified.upTo());
        }
    }

    private static void beginEpoch(Sql sql, String epoch) throws SQLException {
        long number = Meta.EPOCH_NO.number(sql) + 1;
        Meta.EPOCH.set(sql, epoch);
        Meta.EPOCH_NO.set(sql, number);
        Meta.MARK.clear(sql);
        sql.update("UPDATE conversation SET trusted = ? WHERE covered = ''", number);
    }

    private static void fail(Sql sql, StoreOp.Fail fail) throws SQLException {
        OptionalLong entry = sql.number("SELECT entry FROM outbox WHERE key = ? AND rev = ?", fail.row(), fail.rev());
        if (entry.isEmpty()) {
            return;
        }
        // Changes that wait for this entry to get its seq back cannot go out either.
        sql.update(
                "UPDATE outbox SET failed = 1, code = ?, reason = ?, next_at = NULL, rev = rev + 1"
                        + " WHERE entry = ? OR entry IN (SELECT key FROM entry WHERE target_entry = ?)",
                fail.code(),
                fail.reason(),
                entry.getAsLong(),
                entry.getAsLong());
    }

    private static void setCursor(Sql sql, long conversation, UserId user, Cursor cursor) throws SQLException {
        sql.update(
                "INSERT INTO cursor (conversation, user, delivered, read) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                        + " SET delivered = max(delivered, excluded.delivered), read = max(read, excluded.read)",
                conversation,
                user.value(),
                cursor.delivered(),
                cursor.read());
    }

    private static OptionalLong takeLookup(Sql sql, long row) throws SQLException {
        OptionalLong key = sql.number("SELECT conversation FROM outbox WHERE key = ? AND op = 'lookup'", row);
        if (key.isPresent()) {
            sql.update("DELETE FROM outbox WHERE key = ?", row);
        }
        return key;
    }

    private static void putName(Sql sql, Person person) throws SQLException {
        sql.update(
                "INSERT INTO person VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name",
                person.id().value(),
                person.name());
    }

    private static void verified(Sql sql, long conversation, long upTo) throws SQLException {
        sql.update(
                "UPDATE conversation SET trusted = ?, seen = min(seen, ?) WHERE key = ?",
                Meta.EPOCH_NO.number(sql),
                upTo,
                conversation);
        sql.update(
                "UPDATE cursor SET delivered = min(delivered, ?), read = min(read, ?), confirmed_delivered = 0,"
                        + " confirmed_read = 0 WHERE conversation = ?",
                upTo,
                upTo,
                conversation);
    }
}
