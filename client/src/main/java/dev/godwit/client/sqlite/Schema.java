package dev.godwit.client.sqlite;

import java.sql.SQLException;
import java.util.List;

/// The tables, and the steps from each older version to the next.
///
/// An own entry without a seq always has a row in `outbox` (waiting or failed): it is in the outbox or in
/// the log.
final class Schema {
    /// Step N brings version N to N + 1. Steps are never changed once released.
    private static final List<List<String>> STEPS = List.of(Tables1.STATEMENTS, Tables2.STATEMENTS);

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
                if (step == 1) {
                    Tables2.fill(sql);
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
