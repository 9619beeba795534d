package dev.godwit.server.identity.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Brings the schema up to date: `001.sql`, `002.sql`, … beside this class, each in a transaction of its
/// own together with the row that records it. What was released is never edited; the next number changes
/// it.
final class Migrations {
    static final int NEWEST = 2;

    /// What the script of this number cannot say in SQL.
    private static final int SKELETONS = 2;

    private Migrations() {}

    static void apply(Jdbi jdbi, InstantSource clock) {
        int found = jdbi.withHandle(Migrations::version);
        if (found > NEWEST) {
            throw new NewerSchemaException(found, NEWEST);
        }
        for (int number = found + 1; number <= NEWEST; number++) {
            int next = number;
            jdbi.useTransaction(handle -> {
                handle.createScript(script(next)).execute();
                if (next == SKELETONS) {
                    AccountRows.claimForAll(handle);
                }
                handle.createUpdate("INSERT INTO schema_migrations (number, applied_at) VALUES (:number, :at)")
                        .bind("number", next)
                        .bind("at", clock.millis())
                        .execute();
            });
        }
    }

    private static int version(Handle handle) {
        handle.execute("CREATE TABLE IF NOT EXISTS schema_migrations ("
                + "number INTEGER NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)");
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM schema_migrations")
                .mapTo(Integer.class)
                .one();
    }

    private static String script(int number) {
        String name = String.format("%03d.sql", number);
        try (InputStream in = Migrations.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the migration " + name + " is not in this build");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
