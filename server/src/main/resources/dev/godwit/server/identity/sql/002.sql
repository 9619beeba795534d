-- What a name looks like (UTS #39). An account has one or two; accounts that were there before have theirs computed,
-- the older one first, and go without where an older one looks the same.
CREATE TABLE name_skeletons (
    skeleton TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES accounts (id)
);
