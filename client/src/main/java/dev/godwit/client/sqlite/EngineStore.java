package dev.godwit.client.sqlite;

import dev.godwit.client.core.Person;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
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
        Writing.in(database, me, clock, random, writing -> {
            for (StoreOp op : ops) {
                apply(writing, op);
            }
            return ops.size();
        });
    }

    private void apply(Writing writing, StoreOp op) throws SQLException {
        Sql sql = writing.sql;
        Entries entries = writing.entries;
        Conversations conversations = writing.conversations;
        switch (op) {
            case StoreOp.BeginEpoch begin -> {
                beginEpoch(sql, begin.epoch());
                EditOrder.remember(sql, me);
            }
            case StoreOp.SetMark mark -> Meta.MARK.set(sql, mark.mark());
            case StoreOp.ServerTime time -> Meta.CLOCK_OFFSET.set(sql, time.at() - clock.millis());
            case StoreOp.SetMembers set -> conversations.setMembers(set.conversation(), set.members());
            case StoreOp.SetGroup set ->
                writing.derived.groups().view(conversations.require(set.conversation()), set.group());
            case StoreOp.PutMembers put ->
                writing.derived.groups().page(conversations.require(put.conversation()), put.members(), put.count());
            case StoreOp.SetReaders set -> setReaders(sql, conversations.require(set.conversation()), set.readers());
            case StoreOp.Strangers strangers -> Meta.STRANGERS.set(sql, strangers.allowed() ? 1 : 0);
            case StoreOp.SetCoverage set -> {
                long key = conversations.require(set.conversation());
                sql.update(
                        "UPDATE conversation SET head = ?, covered = ? WHERE key = ?", set.head(), set.covered(), key);
                writing.derived.ticks().touch(key);
            }
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
            case StoreOp.Fail fail -> fail(writing, fail);
            case StoreOp.Postpone postpone ->
                sql.update(
                        "UPDATE outbox SET attempts = ?, next_at = ? WHERE key = ? AND rev = ?",
                        postpone.attempts(),
                        clock.millis() + postpone.delay(),
                        postpone.row(),
                        postpone.rev());
            case StoreOp.SetCursor set -> {
                long key = conversations.require(set.conversation());
                setCursor(sql, key, set.user(), set.cursor());
                writing.derived.ticks().touch(key);
            }
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
            case StoreOp.Resolve resolve -> resolve(writing, resolve);
            case StoreOp.UnknownName unknown -> unknownName(writing, unknown);
            case StoreOp.Lock lock -> Meta.LOCKED.set(sql, 1);
            case StoreOp.PutNames put -> {
                for (Person person : put.persons()) {
                    putName(sql, person);
                }
            }
            case StoreOp.Displace displace ->
                entries.displace(conversations.require(displace.conversation()), displace.seqs());
            case StoreOp.Verified verified -> {
                long key = conversations.require(verified.conversation());
                verified(sql, key, verified.upTo());
                entries.edits.mend(key);
            }
        }
    }

    private static void beginEpoch(Sql sql, String epoch) throws SQLException {
        long number = Meta.EPOCH_NO.number(sql) + 1;
        Meta.EPOCH.set(sql, epoch);
        Meta.EPOCH_NO.set(sql, number);
        Meta.MARK.clear(sql);
        sql.update("UPDATE conversation SET trusted = ? WHERE covered = ''", number);
    }

    private static void fail(Writing writing, StoreOp.Fail fail) throws SQLException {
        record Failed(long entry, long conversation, String kind) {}

        Optional<Failed> found = writing.sql.one(
                "SELECT e.key, e.conversation, e.kind FROM outbox o JOIN entry e ON e.key = o.entry"
                        + " WHERE o.key = ? AND o.rev = ?",
                row -> new Failed(row.getLong(1), row.getLong(2), row.getString(3)),
                fail.row(),
                fail.rev());
        if (found.isEmpty()) {
            return;
        }
        long entry = found.get().entry();
        boolean isTitle = found.get().kind().equals(Kinds.GROUP_TITLE);
        // Changes that wait for this entry to get its seq back cannot go out either.
        writing.sql.update(
                "UPDATE outbox SET failed = 1, code = ?, reason = ?, next_at = NULL, rev = rev + 1"
                        + " WHERE entry = ? OR entry IN (SELECT key FROM entry WHERE target_entry = ?)",
                fail.code(),
                fail.reason(),
                entry,
                entry);
        writing.derived.lines().touch(entry);
        if (isTitle && fail.version().isPresent()) {
            writing.derived
                    .groups()
                    .titleVersion(found.get().conversation(), fail.version().getAsLong());
        }
    }

    /// Kept is who says more than all that stand behind them.
    private static void setReaders(Sql sql, long conversation, List<ServerFrame.Readers> readers) throws SQLException {
        for (ServerFrame.Readers each : readers) {
            sql.update(
                    "INSERT INTO readers VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = max(count, excluded.count)",
                    conversation,
                    each.seq(),
                    each.count());
        }
        sql.update(
                "DELETE FROM readers WHERE conversation = ?1 AND EXISTS (SELECT 1 FROM readers r"
                        + " WHERE r.conversation = ?1 AND r.seq > readers.seq AND r.count >= readers.count)",
                conversation);
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

    private static void resolve(Writing writing, StoreOp.Resolve resolve) throws SQLException {
        putName(writing.sql, resolve.person());
        Optional<Lookup> lookup = takeLookup(writing.sql, resolve.row());
        if (lookup.isPresent()) {
            long key = lookup.get().conversation();
            UserId person = resolve.person().id();
            writing.needs.met(lookup.get().name(), person);
            writing.conversations.resolve(key, person);
            writing.own.publishDraft(key, writing.conversations.current(key).orElseThrow());
        }
    }

    private static void unknownName(Writing writing, StoreOp.UnknownName unknown) throws SQLException {
        Optional<Lookup> lookup = takeLookup(writing.sql, unknown.row());
        if (lookup.isPresent()) {
            writing.sql.update(
                    "UPDATE outbox SET failed = 1, code = 'unknown_name', reason = ?, rev = rev + 1"
                            + " WHERE conversation = ?",
                    unknown.reason(),
                    lookup.get().conversation());
            writing.needs.nobody(lookup.get().name(), unknown.reason());
        }
    }

    private record Lookup(long conversation, String name) {}

    private static Optional<Lookup> takeLookup(Sql sql, long row) throws SQLException {
        Optional<Lookup> found = sql.one(
                "SELECT c.key, c.name FROM outbox o JOIN conversation c ON c.key = o.conversation"
                        + " WHERE o.key = ? AND o.op = 'lookup'",
                each -> new Lookup(each.getLong(1), each.getString(2)),
                row);
        if (found.isPresent()) {
            sql.update("DELETE FROM outbox WHERE key = ?", row);
        }
        return found;
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
        sql.update("DELETE FROM readers WHERE conversation = ?", conversation);
        Ticks.cut(sql, conversation, upTo);
        GroupLedger.cut(sql, conversation, upTo);
    }
}
