package dev.godwit.client.sqlite;

import java.util.List;

/// The tables of version 1: conversations, their entries, and what waits.
final class Tables1 {
    static final List<String> STATEMENTS = List.of(
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
              ord INTEGER NOT NULL,                 -- local order of own entries; 0: came from the log
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
            ) WITHOUT ROWID""");

    private Tables1() {}
}
