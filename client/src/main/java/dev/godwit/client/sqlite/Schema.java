package dev.godwit.client.sqlite;

import java.sql.SQLException;
import java.util.List;

/// The tables, and the steps from each older version to the next.
///
/// An own entry without a seq always has a row in `outbox` (waiting or failed): it is in the outbox or in the
/// log.
final class Schema {
    /// Step N brings version N to N + 1. Steps are never changed once released.
    private static final List<List<String>> STEPS = List.of(List.of(
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID",
            "CREATE INDEX person_name ON person (name)",
            """
            CREATE TABLE conversation (
              key INTEGER PRIMARY KEY AUTOINCREMENT,
              id TEXT UNIQUE,                       -- NULL until the name was looked up
              peer TEXT,                            -- user id; NULL for groups, and until looked up
              name TEXT,                            -- as the user wrote it
              members TEXT NOT NULL DEFAULT '',     -- user ids, separated by blanks
              head INTEGER NOT NULL DEFAULT 0,
              covered TEXT NOT NULL DEFAULT '',     -- ranges of seqs that are here
              trusted INTEGER NOT NULL DEFAULT 0,   -- epoch up to whose entries this copy was compared
              seen INTEGER NOT NULL DEFAULT 0,      -- highest seq that was shown to the user
              merged_into INTEGER                   -- the same conversation under another key
            )""",
            """
            CREATE TABLE entry (
              key INTEGER PRIMARY KEY AUTOINCREMENT,
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              ord INTEGER NOT NULL,                 -- local order, for what has no seq
              sender TEXT NOT NULL,
              id TEXT NOT NULL,
              seq INTEGER,                          -- NULL until the server has it
              at INTEGER,                           -- server's time
              local_at INTEGER NOT NULL,            -- this device's clock, as it was
              kind TEXT NOT NULL,
              target INTEGER,                       -- seq
              target_entry INTEGER,                 -- key of the target, for own changes that wait
              content TEXT NOT NULL,
              epoch INTEGER NOT NULL DEFAULT 0,     -- in which it was learnt
              UNIQUE (conversation, sender, id),
              UNIQUE (conversation, seq)
            )""",
            "CREATE INDEX entry_target ON entry (conversation, target) WHERE target IS NOT NULL",
            "CREATE INDEX entry_target_entry ON entry (target_entry) WHERE target_entry IS NOT NULL",
            "CREATE INDEX entry_ord ON entry (ord)",
            "CREATE INDEX entry_unplaced ON entry (conversation, ord) WHERE seq IS NULL",
            """
            CREATE TABLE outbox (
              key INTEGER PRIMARY KEY AUTOINCREMENT,
              pos INTEGER NOT NULL,                 -- order in which rows of a conversation leave
              rev INTEGER NOT NULL DEFAULT 0,
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              op TEXT NOT NULL CHECK (op IN ('send', 'cancel', 'lookup')),
              entry INTEGER UNIQUE REFERENCES entry (key),
              replacement TEXT,                     -- of a cancelled entry; NULL: it is to vanish
              maybe_sent INTEGER NOT NULL DEFAULT 0,
              failed INTEGER NOT NULL DEFAULT 0,
              code TEXT,
              reason TEXT,
              attempts INTEGER NOT NULL DEFAULT 0,
              next_at INTEGER,
              since INTEGER NOT NULL
            )""",
            "CREATE INDEX outbox_pos ON outbox (conversation, pos)",
            """
            CREATE TABLE cursor (
              conversation INTEGER NOT NULL REFERENCES conversation (key),
              user TEXT NOT NULL,
              delivered INTEGER NOT NULL,
              read INTEGER NOT NULL,
              confirmed_delivered INTEGER NOT NULL DEFAULT 0,   -- own: what the server has on disk
              confirmed_read INTEGER NOT NULL DEFAULT 0,
              PRIMARY KEY (conversation, user)
            ) WITHOUT ROWID"""));

    static final int VERSION = STEPS.size();

    private Schema() {}

    static void bringUpToDate(Database database) throws SQLException {
        if (version(database.sql()) == VERSION) {
            return;
        }
        database.write(sql -> {
            // Read again: another process may have been faster.
            long version = version(sql);
            if (version > VERSION) {
                throw new Refusal(
                        "newer_profile",
                        "This profile was written by a newer version of Godwit (format " + version + ", this one knows "
                                + VERSION + ").",
                        "Use the newer version, or another profile directory.");
            }
            for (int step = (int) version; step < VERSION; step++) {
                for (String statement : STEPS.get(step)) {
                    database.execute(statement);
                }
            }
            database.execute("PRAGMA user_version=" + VERSION);
            return VERSION;
        });
    }

    private static long version(Sql sql) throws SQLException {
        return sql.number("PRAGMA user_version").orElse(0);
    }
}
