package dev.godwit.client.sqlite;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Of several edits of a message the last one in the log counts. After the server was restored from an older copy
/// each device of the user brings back those that it has, so an older one may come behind a newer one that another
/// device was faster with. A device that has seen them in their first order says the newer one again.
///
/// What came first says their `ord`: below 0 stand those that were in the log before the loss, in its order, above
/// 0 those that were made here since; of one with 0, another device's, only the log says when it came.
final class EditOrder {
    private static final String OWN_EDITS = " FROM entry e WHERE e.conversation = ?1 AND e.target = ?2"
            + " AND e.target_entry IS NULL AND e.sender = ?3 AND e.kind = '" + Kinds.EDIT + "' AND e.seq IS NOT NULL";

    private final Sql sql;
    private final UserId me;
    private final Entries entries;

    EditOrder(Sql sql, UserId me, Entries entries) {
        this.sql = sql;
        this.me = me;
        this.entries = entries;
    }

    /// From here on nobody knows which edits the log still has, and where. Where an earlier loss is not mended yet,
    /// what is known of the order before it says more.
    static void remember(Sql sql, UserId me) throws SQLException {
        sql.update(
                "UPDATE entry SET ord = ?1 + seq WHERE target IS NOT NULL AND kind = ?2 AND sender = ?3"
                        + " AND seq IS NOT NULL AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.conversation = entry.conversation"
                        + " AND e.target = entry.target AND e.kind = ?2 AND e.sender = ?3 AND e.ord < 0)",
                Entries.FRONT,
                Kinds.EDIT,
                me.value());
    }

    /// The whole log has been compared.
    void mend(long conversation) throws SQLException {
        for (long target : sql.list(
                "SELECT DISTINCT target FROM entry WHERE conversation = ? AND target IS NOT NULL AND kind = ?"
                        + " AND sender = ? AND seq IS NOT NULL AND ord < 0 ORDER BY target",
                row -> row.getLong(1),
                conversation,
                Kinds.EDIT,
                me.value())) {
            mend(conversation, target);
        }
    }

    /// This edit has got a seq.
    void mendAfter(long edit) throws SQLException {
        record Place(long conversation, long target) {}

        Optional<Place> place = sql.one(
                "SELECT e.conversation, e.target FROM entry e JOIN conversation c ON c.key = e.conversation"
                        + " WHERE e.key = ?1 AND e.target_entry IS NULL AND c.trusted >= ?2 AND EXISTS (SELECT 1 FROM entry b"
                        + " WHERE b.conversation = e.conversation AND b.target = e.target AND b.sender = e.sender"
                        + " AND b.kind = e.kind AND b.seq IS NOT NULL AND b.ord < 0)",
                row -> new Place(row.getLong(1), row.getLong(2)),
                edit,
                Meta.EPOCH_NO.number(sql));
        if (place.isPresent()) {
            mend(place.get().conversation(), place.get().target());
        }
    }

    private record Edit(long ord, String content) {}

    private void mend(long conversation, long target) throws SQLException {
        OptionalLong message = sql.number(
                "SELECT key FROM entry WHERE conversation = ?1 AND seq = ?2 AND sender = ?3 AND NOT EXISTS (SELECT 1"
                        + " FROM entry d WHERE d.conversation = ?1 AND d.target = ?2 AND d.sender = ?3 AND d.kind = ?4)",
                conversation,
                target,
                me.value(),
                Kinds.DELETE);
        if (message.isEmpty() || anyWaits(conversation, message.getAsLong(), target)) {
            return;
        }
        List<Edit> edits = edits(conversation, target);
        sql.update(
                "UPDATE entry SET ord = 0 WHERE key IN (SELECT e.key" + OWN_EDITS + " AND e.ord < 0)",
                conversation,
                target,
                me.value());
        Edit counts = counts(edits);
        if (!counts.equals(edits.getLast())) {
            Content again = Contents.withTarget(Contents.read(counts.content()), target);
            long ord = entries.nextOrd();
            long entry = entries.insertOwn(conversation, again, message, ord);
            entries.queue(conversation, entry, ord, false, Optional.empty());
        }
    }

    /// As the log has them.
    private List<Edit> edits(long conversation, long target) throws SQLException {
        return sql.list(
                "SELECT e.ord, e.content" + OWN_EDITS + " ORDER BY e.seq",
                row -> new Edit(row.getLong(1), row.getString(2)),
                conversation,
                target,
                me.value());
    }

    /// The last one in the log, but of those whose order is known only the last.
    private static Edit counts(List<Edit> edits) {
        Optional<Edit> lastKnown =
                edits.stream().filter(edit -> edit.ord() != 0).max(Comparator.comparingLong(Edit::ord));
        return edits.stream()
                .filter(edit -> edit.ord() == 0 || Optional.of(edit).equals(lastKnown))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /// Whether a change of it is on its way: then it is too early, or the user has thought again.
    private boolean anyWaits(long conversation, long message, long target) throws SQLException {
        List<Long> waiting = sql.list(
                "SELECT o.key FROM entry e JOIN outbox o ON o.entry = e.key WHERE o.failed = 0 AND e.target_entry = ?1"
                        + " UNION ALL SELECT o.key FROM entry e JOIN outbox o ON o.entry = e.key WHERE o.failed = 0"
                        + " AND e.conversation = ?2 AND e.target = ?3 AND e.target_entry IS NULL LIMIT 1",
                row -> row.getLong(1),
                message,
                conversation,
                target);
        return !waiting.isEmpty();
    }
}
