package dev.godwit.client.sqlite;

import dev.godwit.protocol.UserId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What version 2 adds: groups, what is the user's own, and what makes lists and searches fast.
///
/// All of it but `need` and `conversation.draft` follows from the entries and from what the server said of
/// a group; it is kept because reading must be fast.
final class Tables2 {
    static final List<String> STATEMENTS = List.of(
            "ALTER TABLE entry ADD COLUMN line INTEGER NOT NULL DEFAULT 0", // 1: a line of the conversation
            "ALTER TABLE entry ADD COLUMN counts INTEGER NOT NULL DEFAULT 0", // 1: unread until it was seen
            "ALTER TABLE entry ADD COLUMN doc INTEGER", // its row in `words`, in the order of time
            "CREATE INDEX entry_line ON entry (conversation, seq) WHERE line = 1",
            "CREATE INDEX entry_counts ON entry (conversation, seq) WHERE counts = 1",
            "CREATE UNIQUE INDEX entry_doc ON entry (doc) WHERE doc IS NOT NULL",
            """
            CREATE VIRTUAL TABLE words USING fts5 (
              text, content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 2'
            )""",
            "ALTER TABLE conversation ADD COLUMN draft TEXT NOT NULL DEFAULT ''", // only until it has an id
            // Of rows of one slot that never left, a later one takes the place of an earlier one.
            "ALTER TABLE outbox ADD COLUMN slot TEXT",
            "CREATE INDEX outbox_slot ON outbox (conversation, slot) WHERE slot IS NOT NULL",
            """
            CREATE TABLE need (
              row INTEGER NOT NULL REFERENCES outbox (key) ON DELETE CASCADE,
              name TEXT NOT NULL,                   -- must be looked up before the row can leave
              stand_in TEXT NOT NULL,               -- user id that the content has in its place until then
              PRIMARY KEY (row, name)
            ) WITHOUT ROWID""",
            "CREATE INDEX need_name ON need (name)",
            """
            CREATE TABLE setting (
              name TEXT PRIMARY KEY,
              value TEXT,                           -- NULL where it was taken out
              seq INTEGER NOT NULL
            ) WITHOUT ROWID""",
            """
            CREATE TABLE group_fact (               -- what the entries that are here say
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              subject TEXT NOT NULL,                -- user id, 'title', 'history', 'large', 'link:CODE'
              seq INTEGER NOT NULL,
              what TEXT NOT NULL,
              value TEXT NOT NULL,
              PRIMARY KEY (conversation, subject, seq)
            ) WITHOUT ROWID""",
            "CREATE INDEX group_fact_seq ON group_fact (conversation, seq)",
            """
            CREATE TABLE group_base (               -- what the server said: counts for every fact up to seq
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              subject TEXT NOT NULL,
              seq INTEGER NOT NULL,
              value TEXT NOT NULL,
              PRIMARY KEY (conversation, subject)
            ) WITHOUT ROWID""",
            """
            CREATE TABLE group_state (
              conversation INTEGER PRIMARY KEY REFERENCES conversation (key),
              view_seq INTEGER NOT NULL DEFAULT 0,
              view_epoch INTEGER NOT NULL DEFAULT 0,
              view_count INTEGER NOT NULL DEFAULT 0,
              members_seq INTEGER NOT NULL DEFAULT 0,   -- up to here nobody is in it but who has a base
              links_seq INTEGER NOT NULL DEFAULT 0,     -- the same for links
              title TEXT NOT NULL DEFAULT '',           -- from here on: base and facts together
              title_version INTEGER,                    -- NULL: not known
              history TEXT NOT NULL DEFAULT 'joined',
              large INTEGER NOT NULL DEFAULT 0,
              count INTEGER NOT NULL DEFAULT 0,
              role TEXT NOT NULL DEFAULT ''             -- own; '' for who is no member
            )""",
            """
            CREATE TABLE member (
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              user TEXT NOT NULL,
              role TEXT NOT NULL,
              since INTEGER NOT NULL,               -- seq of the entry that took them in; 0: before what is here
              PRIMARY KEY (conversation, user)
            ) WITHOUT ROWID""",
            """
            CREATE TABLE link (
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              code TEXT NOT NULL,
              uses INTEGER NOT NULL,
              until INTEGER NOT NULL,
              PRIMARY KEY (conversation, code)
            ) WITHOUT ROWID""",
            """
            CREATE TABLE ticks (                    -- of own messages in a group: up to here they are reached
              conversation INTEGER PRIMARY KEY REFERENCES conversation (key),
              delivered INTEGER NOT NULL,
              read INTEGER NOT NULL
            )""",
            """
            CREATE TABLE readers (
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              seq INTEGER NOT NULL,
              count INTEGER NOT NULL,
              PRIMARY KEY (conversation, seq)
            ) WITHOUT ROWID""");

    private Tables2() {}

    /// Entries of version 1 have no lines and no words yet.
    static void fill(Sql sql) throws SQLException {
        Optional<String> user = Meta.USER.get(sql);
        if (user.isEmpty()) {
            return;
        }
        var lines = new Lines(sql, new UserId(user.get()), Meta.CLOCK_OFFSET.number(sql));
        for (long entry : sql.list("SELECT key FROM entry ORDER BY key", row -> row.getLong(1))) {
            lines.fresh(entry);
        }
        lines.settle();
    }
}
