package dev.godwit.client.sqlite;

import dev.godwit.client.core.Uuid7;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Writes entries and their outbox rows together, inside of one transaction: an own entry without a seq has
/// an outbox row, one with a seq has none, except while it is being withdrawn.
final class Entries {
    /// An outbox row and the entry that it is about.
    record Waiting(
            long row,
            String op,
            Optional<String> replacement,
            boolean maybeSent,
            boolean failed,
            String code,
            long pos) {
        /// Where it stood before a restored server lost it, if it goes out again as it was.
        ///
        /// Other devices of the user's bring it back, too: whoever withdrew it could not be sure that it stays
        /// withdrawn when the server is restored once more. What the user does with it meanwhile follows it, as
        /// if it stood there.
        OptionalLong formerSeq() {
            return pos < 0 && op.equals("send") && !failed ? OptionalLong.of(pos - FRONT) : OptionalLong.empty();
        }
    }

    /// Entries that the server has lost go out before everything else of their conversation, in the order
    /// of the seqs that they had.
    static final long FRONT = -1L << 40;

    private final Sql sql;
    private final UserId me;
    private final Clock clock;
    private final RandomGenerator random;
    private final Derived derived;
    final EditOrder edits;

    Entries(Sql sql, UserId me, Clock clock, RandomGenerator random, Derived derived) {
        this.sql = sql;
        this.me = me;
        this.clock = clock;
        this.random = random;
        this.derived = derived;
        this.edits = new EditOrder(sql, me, this);
    }

    ClientMessageId newId() {
        return Uuid7.next(clock.millis(), random);
    }

    long nextOrd() throws SQLException {
        long last = sql.number("SELECT max(ord) FROM entry").orElse(0);
        return Math.max(0, last) + 1;
    }

    /// A new own entry, not queued yet.
    ///
    /// @param targetEntry key of the entry that it is about: which seq that one has is looked up when it
    ///   leaves
    long insertOwn(long conversation, Content content, OptionalLong targetEntry, long ord) throws SQLException {
        long entry = sql.insert(
                "INSERT INTO entry (conversation, ord, sender, id, local_at, kind, target, target_entry, content)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                conversation,
                ord,
                me.value(),
                newId().value(),
                clock.millis(),
                content.kind(),
                target(content),
                targetEntry.isPresent() ? targetEntry.getAsLong() : null,
                Contents.write(content));
        derived.lines().touch(entry);
        return entry;
    }

    /// @param slot empty, or what makes it a successor of those before it
    /// @return     key of the row
    long queue(long conversation, long entry, long pos, boolean maybeSent, Optional<String> slot) throws SQLException {
        return sql.insert(
                "INSERT INTO outbox (pos, conversation, op, entry, maybe_sent, since, slot)"
                        + " VALUES (?, ?, 'send', ?, ?, ?, ?)",
                pos,
                conversation,
                entry,
                maybeSent ? 1 : 0,
                clock.millis(),
                slot.orElse(null));
    }

    /// A new own entry behind everything that waits; answers with its row.
    long compose(long conversation, Content content, Optional<String> slot) throws SQLException {
        long ord = nextOrd();
        return queue(conversation, insertOwn(conversation, content, OptionalLong.empty(), ord), ord, false, slot);
    }

    private static @Nullable Long target(Content content) {
        return content.target().isPresent() ? content.target().getAsLong() : null;
    }

    Optional<Waiting> waiting(long entry) throws SQLException {
        return sql.one(
                "SELECT key, op, replacement, maybe_sent, failed, coalesce(code, ''), pos FROM outbox WHERE entry = ?",
                row -> new Waiting(
                        row.getLong(1),
                        row.getString(2),
                        Sql.optionalText(row, 3),
                        row.getInt(4) == 1,
                        row.getInt(5) == 1,
                        row.getString(6),
                        row.getLong(7)),
                entry);
    }

    OptionalLong find(long conversation, UserId sender, ClientMessageId id) throws SQLException {
        return sql.number(
                "SELECT key FROM entry WHERE conversation = ? AND sender = ? AND id = ?",
                conversation,
                sender.value(),
                id.value());
    }

    void put(long conversation, Entry entry, long epoch) throws SQLException {
        OptionalLong known = find(conversation, entry.from(), entry.id());
        Content content = entry.content();
        if (known.isPresent()) {
            place(conversation, known.getAsLong(), entry.seq(), entry.at(), epoch);
            sql.update(
                    "UPDATE entry SET kind = ?, target = ?, target_entry = NULL, content = ? WHERE key = ?",
                    content.kind(),
                    target(content),
                    Contents.write(content),
                    known.getAsLong());
            derived.entered(known.getAsLong(), conversation, entry.seq(), entry.from(), content);
            arrived(conversation, known.getAsLong(), entry.seq(), content.kind());
            return;
        }
        vacate(conversation, entry.seq(), 0);
        long key = sql.insert(
                "INSERT INTO entry (conversation, ord, sender, id, seq, at, local_at, kind, target, content, epoch)"
                        + " VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                conversation,
                entry.from().value(),
                entry.id().value(),
                entry.seq(),
                entry.at(),
                clock.millis(),
                content.kind(),
                target(content),
                Contents.write(content),
                epoch);
        derived.entered(key, conversation, entry.seq(), entry.from(), content);
    }

    void confirm(long conversation, long entry, long seq, long at, long epoch) throws SQLException {
        place(conversation, entry, seq, at, epoch);
        fixTarget(entry);
        Content content = Contents.read(
                sql.text("SELECT content FROM entry WHERE key = ?", entry).orElseThrow());
        derived.entered(entry, conversation, seq, me, content);
        arrived(conversation, entry, seq, content.kind());
    }

    private void place(long conversation, long entry, long seq, long at, long epoch) throws SQLException {
        vacate(conversation, seq, entry);
        OptionalLong before = sql.number("SELECT seq FROM entry WHERE key = ?", entry);
        derived.lines().touch(entry);
        if (before.isPresent() && before.getAsLong() != seq) {
            derived.left(conversation, before.getAsLong());
            holdChanges(conversation, entry, before.getAsLong());
        }
        sql.update("UPDATE entry SET seq = ?, at = ?, epoch = ? WHERE key = ?", seq, at, epoch, entry);
    }

    /// The entry loses its seq: own edits and deletions that name it by that seq hold on to the entry
    /// instead. What was learnt since the store was restored means another entry by the same seq.
    private void holdChanges(long conversation, long entry, long seq) throws SQLException {
        sql.update(
                "UPDATE entry SET target_entry = ? WHERE conversation = ? AND sender = ? AND target = ?"
                        + " AND target_entry IS NULL"
                        + " AND epoch <= (SELECT trusted FROM conversation c WHERE c.key = entry.conversation)",
                entry,
                conversation,
                me.value(),
                seq);
    }

    /// A change that is in the log now names its target by seq, as everybody does; if it is known here.
    private void fixTarget(long change) throws SQLException {
        record Held(String content, long seq) {}

        Optional<Held> held = sql.one(
                "SELECT e.content, t.seq FROM entry e JOIN entry t ON t.key = e.target_entry WHERE e.key = ?"
                        + " AND t.seq IS NOT NULL",
                row -> new Held(row.getString(1), row.getLong(2)),
                change);
        if (held.isPresent()) {
            Content content = Contents.withTarget(
                    Contents.read(held.get().content()), held.get().seq());
            sql.update(
                    "UPDATE entry SET target = ?, target_entry = NULL, content = ? WHERE key = ?",
                    held.get().seq(),
                    Contents.write(content),
                    change);
        }
    }

    private void vacate(long conversation, long seq, long except) throws SQLException {
        OptionalLong holder = sql.number("SELECT key FROM entry WHERE conversation = ? AND seq = ?", conversation, seq);
        if (holder.isPresent() && holder.getAsLong() != except) {
            displace(conversation, List.of(seq));
        }
    }

    /// The server has the entry at this seq: its outbox row is done with, or becomes what the user did
    /// meanwhile.
    private void arrived(long conversation, long entry, long seq, String kind) throws SQLException {
        Optional<Waiting> found = waiting(entry);
        if (found.isPresent()) {
            arrived(conversation, entry, seq, kind, found.get());
        }
        if (kind.equals(Kinds.EDIT)) {
            edits.mendAfter(entry);
        }
    }

    private void arrived(long conversation, long entry, long seq, String kind, Waiting waiting) throws SQLException {
        Optional<Content> change = waiting.op().equals("cancel") ? afterwards(waiting, kind, seq) : Optional.empty();
        if (change.isEmpty()) {
            sql.update("DELETE FROM outbox WHERE key = ?", waiting.row());
            return;
        }
        long changeEntry = insertOwn(
                conversation,
                change.get(),
                change.get().target().isPresent() ? OptionalLong.of(entry) : OptionalLong.empty(),
                nextOrd());
        sql.update(
                "UPDATE outbox SET op = 'send', entry = ?, replacement = NULL, maybe_sent = 0, failed = 0, code = NULL,"
                        + " reason = NULL, attempts = 0, next_at = NULL, rev = rev + 1 WHERE key = ?",
                changeEntry,
                waiting.row());
    }

    /// What makes of an entry that was to be withdrawn, but stands at this seq, what the user wanted
    /// meanwhile.
    private static Optional<Content> afterwards(Waiting waiting, String kind, long seq) {
        Optional<Content> replacement = waiting.replacement().map(Contents::read);
        return switch (kind) {
            case Kinds.MESSAGE ->
                Optional.of(replacement
                        .map(content -> Contents.asEdit(content, seq))
                        .orElseGet(() -> Content.delete(seq)));
            case Kinds.GROUP_TITLE -> replacement.map(content -> Contents.asTitleAfter(content, seq));
            default -> Optional.empty();
        };
    }

    /// The entry's id is burnt, nothing was stored.
    void burnt(long entry) throws SQLException {
        Optional<Waiting> found = waiting(entry);
        if (found.isEmpty() || !found.get().op().equals("cancel")) {
            return;
        }
        if (found.get().replacement().isEmpty()) {
            drop(entry);
            return;
        }
        replace(entry, found.get().replacement().get());
    }

    /// Queues an entry that is certainly not stored under a new id and with this content, at its old place.
    void replace(long entry, String content) throws SQLException {
        sql.update("UPDATE entry SET id = ?, content = ? WHERE key = ?", newId().value(), content, entry);
        sql.update(
                "UPDATE outbox SET op = 'send', replacement = NULL, maybe_sent = 0, failed = 0, code = NULL,"
                        + " reason = NULL, attempts = 0, next_at = NULL, rev = rev + 1 WHERE entry = ?",
                entry);
        derived.lines().touch(entry);
    }

    /// Forgets an entry that is certainly not stored.
    void drop(long entry) throws SQLException {
        derived.lines().forget(entry);
        sql.update("DELETE FROM outbox WHERE entry = ?", entry);
        sql.update("DELETE FROM entry WHERE key = ?", entry);
    }

    /// Forgets edits and deletions that wait for this entry to get back into the log: it never will.
    void dropChangesOf(long entry) throws SQLException {
        for (long change : waitingChangesOf(entry)) {
            drop(change);
        }
    }

    /// The user has thought again: edits and deletions that wait for this entry to get back into the log are
    /// not to be. Where another device of the user may bring one back it has to be withdrawn, before what the
    /// user wants now: otherwise the old text could come last.
    void withdrawChangesOf(long entry) throws SQLException {
        for (long change : waitingChangesOf(entry)) {
            if (waiting(change).filter(Waiting::maybeSent).isEmpty()) {
                drop(change);
                continue;
            }
            sql.update(
                    "UPDATE outbox SET op = 'cancel', replacement = NULL, pos = ?, failed = 0, code = NULL,"
                            + " reason = NULL, attempts = 0, next_at = NULL, rev = rev + 1 WHERE entry = ?",
                    FRONT,
                    change);
            derived.lines().touch(change);
        }
    }

    private List<Long> waitingChangesOf(long entry) throws SQLException {
        return sql.list("SELECT key FROM entry WHERE target_entry = ? AND seq IS NULL", row -> row.getLong(1), entry);
    }

    private record Gone(long key, String sender, String kind) {}

    /// These are not in the server's log any more.
    void displace(long conversation, Collection<Long> seqs) throws SQLException {
        for (long seq : seqs.stream().sorted().toList()) {
            Optional<Gone> found = sql.one(
                    "SELECT key, sender, kind FROM entry WHERE conversation = ? AND seq = ?",
                    row -> new Gone(row.getLong(1), row.getString(2), row.getString(3)),
                    conversation,
                    seq);
            if (found.isEmpty()) {
                continue;
            }
            long key = found.get().key();
            derived.left(conversation, seq);
            if (Kinds.isReserved(found.get().kind())) {
                derived.lines().forget(key);
                sql.update("DELETE FROM entry WHERE key = ?", key);
                continue;
            }
            derived.lines().touch(key);
            sql.update("UPDATE entry SET seq = NULL, at = NULL WHERE key = ?", key);
            if (found.get().sender().equals(me.value())) {
                holdChanges(conversation, key, seq);
                sql.update("UPDATE entry SET ord = ? WHERE key = ?", FRONT + seq, key);
                queue(conversation, key, FRONT + seq, true, Optional.empty());
                putBehind(key, FRONT + seq);
            }
        }
    }

    private record Row(long key, long entry) {}

    /// What changes this entry and waits since an earlier loss must not stand before it: it waits for its
    /// seq, and would hold up the entry itself.
    private void putBehind(long entry, long pos) throws SQLException {
        for (Row row : sql.list(
                "SELECT o.key, e.key FROM outbox o JOIN entry e ON e.key = o.entry WHERE e.target_entry = ?"
                        + " AND e.seq IS NULL AND o.op = 'send' AND o.pos <= ? ORDER BY o.pos, o.key",
                each -> new Row(each.getLong(1), each.getLong(2)),
                entry,
                pos)) {
            // Rows of one place leave in the order of their keys.
            sql.update("UPDATE outbox SET entry = NULL WHERE key = ?", row.key());
            sql.update(
                    "INSERT INTO outbox (pos, rev, conversation, op, entry, maybe_sent, failed, code, reason, attempts,"
                            + " next_at, since, slot) SELECT ?, rev + 1, conversation, op, ?, maybe_sent, failed, code,"
                            + " reason, attempts, next_at, since, slot FROM outbox WHERE key = ?",
                    pos,
                    row.entry(),
                    row.key());
            sql.update("DELETE FROM outbox WHERE key = ?", row.key());
        }
    }
}
