package dev.godwit.client.sqlite;

import dev.godwit.protocol.Kinds;
import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Keeps beside each entry what lists and searches ask for: whether it is a line of its conversation,
/// whether it counts as unread, and its words. Collects what a transaction touches and makes it right at
/// the end.
final class Lines {
    private static final int BATCH = 500;
    /// Docs are in the order of time: this many bits are for those of one millisecond.
    private static final int DOC_BITS = 12;

    private static final Set<String> HIDDEN = Set.of(
            Kinds.CREATE, Kinds.EDIT, Kinds.DELETE, Kinds.ACCEPT, Kinds.SETTING, Kinds.GROUP_LINK, Kinds.GROUP_UNLINK);

    private final Sql sql;
    private final UserId me;
    private final long offset;
    private final Set<Long> touched = new LinkedHashSet<>();

    /// @param offset the server's clock minus this device's
    Lines(Sql sql, UserId me, long offset) {
        this.sql = sql;
        this.me = me;
        this.offset = offset;
    }

    static boolean isLine(String kind) {
        return !HIDDEN.contains(kind) && !kind.startsWith("sys.");
    }

    /// The entry is new, and it is about no other.
    void fresh(long entry) {
        touched.add(entry);
    }

    /// The entry is about to change, or has just changed; what it is about changes with it.
    void touch(long entry) throws SQLException {
        touched.add(entry);
        touched.addAll(sql.list(
                "SELECT t.key FROM entry e JOIN entry t ON t.key = e.target_entry WHERE e.key = ?1"
                        + " UNION SELECT t.key FROM entry e JOIN entry t ON t.conversation = e.conversation"
                        + " AND t.seq = e.target WHERE e.key = ?1",
                row -> row.getLong(1),
                entry));
    }

    /// The entry is about to be forgotten.
    void forget(long entry) throws SQLException {
        touch(entry);
        unindex(sql.number("SELECT doc FROM entry WHERE key = ?", entry));
    }

    void settle() throws SQLException {
        var keys = new ArrayList<>(touched);
        touched.clear();
        for (int from = 0; from < keys.size(); from += BATCH) {
            List<EntryRow> rows = EntryRow.of(sql, keys.subList(from, Math.min(keys.size(), from + BATCH)));
            Map<Long, List<EntryRow.Change>> changes = EntryRow.changes(sql, rows);
            for (EntryRow row : rows) {
                settle(row, changes.getOrDefault(row.key(), List.of()));
            }
        }
    }

    private void settle(EntryRow row, List<EntryRow.Change> changes) throws SQLException {
        boolean line = isLine(row.kind());
        boolean deleted = changes.stream().anyMatch(change -> change.kind().equals(Kinds.DELETE));
        boolean counts = line && !deleted && !row.sender().equals(me) && !Kinds.isGroupChange(row.kind());
        boolean found = row.kind().equals(Kinds.MESSAGE) && !deleted && row.isVisible(me);
        String text = found ? row.text(changes).text() : "";
        unindex(row.doc());
        OptionalLong doc = mark(row, line, counts, !text.isEmpty());
        if (doc.isPresent()) {
            sql.update("INSERT INTO words (rowid, text) VALUES (?, ?)", doc.getAsLong(), SearchText.indexed(text));
        }
    }

    private OptionalLong mark(EntryRow row, boolean line, boolean counts, boolean found) throws SQLException {
        String update = "UPDATE OR IGNORE entry SET line = ?, counts = ?, doc = ? WHERE key = ?";
        if (!found) {
            sql.update(update, line ? 1 : 0, counts ? 1 : 0, null, row.key());
            return OptionalLong.empty();
        }
        long at = Math.clamp(row.at().orElse(row.localAt() + offset), 0, 1L << 50);
        long doc = (at << DOC_BITS) + row.key() % (1 << DOC_BITS);
        while (sql.update(update, line ? 1 : 0, counts ? 1 : 0, doc, row.key()) == 0) {
            doc++;
        }
        return OptionalLong.of(doc);
    }

    private void unindex(OptionalLong doc) throws SQLException {
        if (doc.isPresent()) {
            sql.update("DELETE FROM words WHERE rowid = ?", doc.getAsLong());
        }
    }
}
