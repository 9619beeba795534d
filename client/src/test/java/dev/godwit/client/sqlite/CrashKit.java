package dev.godwit.client.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// "Outbox or log, never neither": runs one transaction and stops it before each of its statements, once as
/// by an error and once as by kill -9 (the files as they are at that moment, opened anew). Both must show
/// the state before, whole; and when it is let through, the state after must keep the rules.
final class CrashKit {
    private static final List<String> TABLES = List.of(
            "meta",
            "person",
            "conversation",
            "entry",
            "outbox",
            "cursor",
            "need",
            "setting",
            "group_fact",
            "group_base",
            "group_state",
            "member",
            "link",
            "readers");

    private final Path directory;
    private int profiles;

    CrashKit(Path directory) {
        this.directory = directory;
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Stops at a given statement, counted from when it was armed.
    private static final class Probe implements StatementProbe {
        private int left = Integer.MAX_VALUE;
        private int seen;
        private Runnable last = () -> {};

        void arm(int statement, Runnable before) {
            left = statement;
            last = before;
            seen = 0;
        }

        @Override
        public void before(String sql) {
            seen++;
            if (--left == 0) {
                last.run();
                throw new Stop();
            }
        }
    }

    /// How many places it was stopped at.
    int torment(Consumer<ProfileFixture> before, Consumer<ProfileFixture> transaction) {
        int statements = count(before, transaction);
        assertTrue(statements > 0, "it writes nothing");
        for (int statement = 1; statement <= statements; statement++) {
            stopAt(statement, before, transaction);
        }
        return statements;
    }

    private int count(Consumer<ProfileFixture> before, Consumer<ProfileFixture> transaction) {
        var probe = new Probe();
        try (var profile = new ProfileFixture(next(), probe)) {
            before.accept(profile);
            probe.arm(Integer.MAX_VALUE, () -> {});
            transaction.accept(profile);
            int seen = probe.seen;
            rules(profile);
            return seen;
        }
    }

    private void stopAt(int statement, Consumer<ProfileFixture> before, Consumer<ProfileFixture> transaction) {
        Path here = next();
        Path image = next();
        var probe = new Probe();
        try (var profile = new ProfileFixture(here, probe)) {
            before.accept(profile);
            List<String> old = dump(profile);
            probe.arm(statement, () -> copy(here, image));
            assertThrows(Stop.class, () -> transaction.accept(profile));
            probe.arm(Integer.MAX_VALUE, () -> {});
            assertEquals(old, dump(profile), "rolled back at statement " + statement);
            try (var killed = new ProfileFixture(image)) {
                assertEquals(old, dump(killed), "killed at statement " + statement);
            }
            transaction.accept(profile);
            rules(profile);
        }
    }

    private Path next() {
        return directory.resolve("profile" + profiles++);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (String suffix : List.of("", "-wal")) {
                Path file = from.resolve(Database.FILE + suffix);
                if (Files.exists(file)) {
                    Files.copy(file, to.resolve(Database.FILE + suffix));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> dump(ProfileFixture profile) {
        return profile.database.read(sql -> {
            var out = new ArrayList<String>();
            for (String table : TABLES) {
                int columns = sql.list("SELECT name FROM pragma_table_info('" + table + "')", row -> row.getString(1))
                        .size();
                out.addAll(sql.list("SELECT * FROM " + table + " ORDER BY 1, 2", row -> {
                    var line = new StringBuilder(table);
                    for (int i = 1; i <= columns; i++) {
                        line.append('|').append(row.getString(i));
                    }
                    return line.toString();
                }));
            }
            return out;
        });
    }

    /// What must hold after every transaction.
    static void rules(ProfileFixture profile) {
        profile.database.read(sql -> {
            none(
                    sql,
                    "an own entry that is in neither",
                    "SELECT key FROM entry WHERE seq IS NULL AND sender = '" + ProfileFixture.ME
                            + "' AND key NOT IN (SELECT entry FROM outbox WHERE entry IS NOT NULL)");
            none(
                    sql,
                    "an entry that is in both",
                    "SELECT o.key FROM outbox o JOIN entry e ON e.key = o.entry WHERE e.seq IS NOT NULL");
            none(
                    sql,
                    "an outbox row in another conversation than its entry",
                    "SELECT o.key FROM outbox o JOIN entry e ON e.key = o.entry WHERE e.conversation <> o.conversation");
            none(
                    sql,
                    "something in a conversation that was merged away",
                    "SELECT e.key FROM entry e JOIN conversation c ON c.key = e.conversation"
                            + " WHERE c.merged_into IS NOT NULL");
            none(
                    sql,
                    "messages that wait for a name that nobody looks up",
                    "SELECT o.key FROM outbox o JOIN conversation c ON c.key = o.conversation WHERE c.id IS NULL"
                            + " AND o.failed = 0 AND o.op <> 'lookup' AND NOT EXISTS"
                            + " (SELECT 1 FROM outbox l WHERE l.conversation = c.key AND l.op = 'lookup')");
            none(
                    sql,
                    "something that waits for a name that nobody looks up",
                    "SELECT n.row FROM need n JOIN outbox o ON o.key = n.row WHERE o.failed = 0 AND NOT EXISTS"
                            + " (SELECT 1 FROM outbox l JOIN conversation c ON c.key = l.conversation"
                            + " WHERE l.op = 'lookup' AND c.name = n.name)");
            none(
                    sql,
                    "an entry whose words are not there",
                    "SELECT doc FROM entry WHERE doc IS NOT NULL EXCEPT SELECT rowid FROM words");
            none(sql, "words of nothing", "SELECT rowid FROM words EXCEPT SELECT doc FROM entry WHERE doc IS NOT NULL");
            return true;
        });
    }

    private static void none(Sql sql, String what, String query) throws SQLException {
        assertEquals(List.of(), sql.list(query, row -> row.getLong(1)), what);
    }
}
