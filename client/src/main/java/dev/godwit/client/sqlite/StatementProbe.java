package dev.godwit.client.sqlite;

/// Stands before each statement of a connection, for whoever wants to see what becomes of a database that
/// fails there.
///
/// What it throws, the statement throws, and nothing of the transaction has happened: a [StoreFault] is a disk
/// that cannot be written; an error of one's own, which nothing here catches, is a kill at that moment.
public interface StatementProbe {
    StatementProbe NONE = statement -> {};

    /// @param statement its SQL; a transaction begins with `BEGIN` (or `BEGIN IMMEDIATE`, if it may write) and ends
    ///   with `COMMIT`
    void before(String statement);
}
