package dev.godwit.client.sqlite;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// A profile's database in memory, for simulations and tests. It outlives its connections, as a file would: closing one
/// of them in the middle of a transaction is what kill -9 does to a file.
///
/// Making tables and preparing statements costs more than most lives of a simulated device. So what was
/// closed is kept, emptied, for the next one; nothing in it tells that it was used before.
public final class MemoryDatabase implements AutoCloseable {
    private static final int KEPT = 32;

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Deque<MemoryDatabase> IDLE = new ArrayDeque<>();

    /// Children before their parents.
    private static final List<String> TABLES = List.of(
            "need",
            "readers",
            "ticks",
            "link",
            "member",
            "group_state",
            "group_base",
            "group_fact",
            "setting",
            "cursor",
            "outbox",
            "entry",
            "conversation",
            "person",
            "meta",
            "sqlite_sequence");

    private final String address = "jdbc:sqlite:file:/godwit-" + NUMBERS.incrementAndGet() + "?vfs=memdb";
    /// While it is open there is a database.
    private final Database keeper;
    private final Deque<Statements> idle = new ArrayDeque<>();

    private MemoryDatabase() {
        keeper = connect(StatementProbe.NONE, Statements::close);
    }

    /// An empty one, of which nobody else knows.
    public static MemoryDatabase create() {
        MemoryDatabase kept;
        synchronized (IDLE) {
            kept = IDLE.poll();
        }
        if (kept == null) {
            return new MemoryDatabase();
        }
        kept.empty();
        return kept;
    }

    private void empty() {
        keeper.write(sql -> {
            for (String table : TABLES) {
                sql.update("DELETE FROM " + table);
            }
            return sql.update("INSERT INTO words (words) VALUES ('delete-all')");
        });
    }

    /// A connection. Its transactions must not overlap with those of another one: they would be refused.
    public Database open(StatementProbe probe) {
        Statements kept = idle.poll();
        return kept == null ? connect(probe, idle::push) : new Database(kept, probe, idle::push);
    }

    private Database connect(StatementProbe probe, Database.Leaving leaving) {
        try {
            return Database.on(DriverManager.getConnection(address), probe, leaving);
        } catch (SQLException e) {
            throw new StoreFault("A database in memory failed: " + e.getMessage(), e);
        }
    }

    /// To be called when its connections are closed.
    @Override
    public void close() {
        synchronized (IDLE) {
            if (IDLE.size() < KEPT) {
                IDLE.push(this);
                return;
            }
        }
        try {
            for (Statements connection : idle) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new StoreFault("A database in memory failed: " + e.getMessage(), e);
        }
        keeper.close();
    }
}
