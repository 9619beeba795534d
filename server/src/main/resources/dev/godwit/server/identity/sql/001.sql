-- Valid for SQLite and PostgreSQL. Times are milliseconds since 1970 UTC.
CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    administrator BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);

-- The setup invitation, whose user becomes an administrator, sits in the one slot that there is.
-- used_by names an account that the same transaction makes a statement later, hence deferred.
CREATE TABLE invitations (
    code_hash TEXT NOT NULL PRIMARY KEY,
    setup_slot INTEGER UNIQUE CHECK (setup_slot = 1),
    invited_by TEXT REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_by TEXT UNIQUE REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE devices (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES accounts (id),
    device_id TEXT NOT NULL UNIQUE REFERENCES devices (id),
    device_name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL
);

CREATE INDEX sessions_of_user ON sessions (user_id);
