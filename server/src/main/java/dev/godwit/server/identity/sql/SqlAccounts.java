package dev.godwit.server.identity.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.AccountName;
import dev.godwit.server.identity.Accounts;
import dev.godwit.server.identity.StorageFullException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Accounts in SQL. The statements are PostgreSQL's too; what is SQLite's own is in [#open] and in the
/// lock.
public final class SqlAccounts implements Accounts, AutoCloseable {
    /// Few: a look-up takes microseconds, and every connection costs memory and start-up time.
    private static final int CONNECTIONS = 4;

    private static final int BUSY_TIMEOUT_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    /// SQLite has one writer at a time. Waiting for it here parks a virtual thread; waiting inside SQLite
    /// would hold the carrier thread, which the writer may need to finish.
    private final ReentrantLock writer = new ReentrantLock(true);

    private SqlAccounts(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /// Opens the database in this file, or makes it.
    ///
    /// @throws NewerSchemaException if a newer version of Godwit wrote it
    /// @throws UnusableDatabaseException if it cannot be opened
    public static SqlAccounts open(Path file, InstantSource clock) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.enforceForeignKeys(true);
        // A transaction that begins by reading and then writes could not be waited for, only fail.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        var settings = new HikariConfig();
        settings.setPoolName("identity");
        settings.setDataSource(source);
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        HikariDataSource pool;
        try {
            pool = new HikariDataSource(settings);
        } catch (HikariPool.PoolInitializationException e) {
            throw new UnusableDatabaseException(file, e);
        }
        var accounts = new SqlAccounts(pool);
        try {
            Migrations.apply(accounts.jdbi, clock);
            return accounts;
        } catch (JdbiException e) {
            accounts.close();
            throw new UnusableDatabaseException(file, e);
        } catch (RuntimeException e) {
            accounts.close();
            throw e;
        }
    }

    @Override
    public boolean isEmpty() {
        return jdbi.withHandle(
                        handle -> handle.createQuery("SELECT COUNT(*) FROM (SELECT 1 FROM accounts LIMIT 1) some")
                                .mapTo(Integer.class)
                                .one())
                == 0;
    }

    @Override
    public Creation create(NewAccount account) {
        return write(handle -> insert(handle, account, false));
    }

    private static Creation insert(Handle handle, NewAccount account, boolean administrator) {
        Optional<Account> created = AccountRows.insert(handle, account, administrator);
        if (created.isEmpty()) {
            handle.rollback();
            return new Creation.NameTaken();
        }
        if (!AccountRows.claim(handle, account.id(), account.name().skeletons())) {
            handle.rollback();
            return new Creation.LooksTaken();
        }
        return new Creation.Created(created.get());
    }

    @Override
    public InvitedCreation createInvited(NewAccount account, String invitationHash) {
        return write(handle -> {
            Optional<Boolean> administrator = handle.createQuery("UPDATE invitations SET used_by = :user"
                            + " WHERE code_hash = :hash AND used_by IS NULL AND expires_at > :now"
                            + " RETURNING COALESCE(setup_slot, 0)")
                    .bind("user", account.id().value())
                    .bind("hash", invitationHash)
                    .bind("now", account.created().toEpochMilli())
                    .map((row, context) -> row.getInt(1) == 1)
                    .findOne();
            if (administrator.isEmpty()) {
                return new InvitedCreation.NoInvitation();
            }
            return switch (insert(handle, account, administrator.get())) {
                case Creation.Created(Account created) -> new InvitedCreation.Created(created);
                case Creation.NameTaken _ -> new InvitedCreation.NameTaken();
                case Creation.LooksTaken _ -> new InvitedCreation.LooksTaken();
            };
        });
    }

    @Override
    public void addInvitation(String invitationHash, UserId by, Instant now, Instant expires) {
        write(handle -> handle.createUpdate("INSERT INTO invitations (code_hash, invited_by, created_at, expires_at)"
                        + " VALUES (:hash, :by, :now, :expires)")
                .bind("hash", invitationHash)
                .bind("by", by.value())
                .bind("now", now.toEpochMilli())
                .bind("expires", expires.toEpochMilli())
                .execute());
    }

    @Override
    public boolean offerSetup(String invitationHash, Instant now, Instant expires) {
        return write(handle -> handle.createUpdate("INSERT INTO invitations"
                                + " (code_hash, setup_slot, created_at, expires_at)"
                                + " SELECT :hash, 1, :now, :expires"
                                + " WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE administrator)"
                                + " ON CONFLICT (setup_slot) DO UPDATE SET code_hash = excluded.code_hash,"
                                + " created_at = excluded.created_at, expires_at = excluded.expires_at")
                        .bind("hash", invitationHash)
                        .bind("now", now.toEpochMilli())
                        .bind("expires", expires.toEpochMilli())
                        .execute())
                == 1;
    }

    @Override
    public Optional<Credentials> credentials(AccountName name) {
        return jdbi.withHandle(handle -> AccountRows.byKey(handle, name.key()));
    }

    @Override
    public Optional<Account> byName(AccountName name) {
        return credentials(name).map(Credentials::account);
    }

    @Override
    public List<Account> byIds(List<UserId> users) {
        return users.isEmpty() ? List.of() : jdbi.withHandle(handle -> AccountRows.byIds(handle, users));
    }

    @Override
    public Opening open(Session session, String tokenHash) {
        return write(handle -> SessionRows.open(handle, session, tokenHash));
    }

    @Override
    public Optional<Session> byToken(String tokenHash) {
        return jdbi.withHandle(handle -> SessionRows.byToken(handle, tokenHash));
    }

    @Override
    public void touch(Map<String, Instant> lastUsed) {
        write(handle -> SessionRows.touch(handle, lastUsed));
    }

    @Override
    public List<Session> sessions(UserId user) {
        return jdbi.withHandle(handle -> SessionRows.of(handle, user));
    }

    @Override
    public Optional<Session> revoke(UserId user, String sessionId) {
        return write(handle -> SessionRows.delete(handle, user, sessionId));
    }

    /// How the pool's connections are set, for tests.
    String pragma(String name) {
        return jdbi.withHandle(handle ->
                handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
    }

    /// Lets the database grow no more, as a full disk would; for tests. The limit is the connection's, and
    /// the pool hands out the one it has.
    void limitPages() {
        jdbi.useHandle(handle -> handle.execute("PRAGMA max_page_count = 1"));
    }

    private <T> T write(HandleCallback<T, RuntimeException> work) {
        writer.lock();
        try {
            return jdbi.inTransaction(work);
        } catch (JdbiException e) {
            if (isFull(e)) {
                throw new StorageFullException(e);
            }
            throw e;
        } finally {
            writer.unlock();
        }
    }

    private static boolean isFull(@Nullable Throwable cause) {
        return cause != null
                && ((cause instanceof SQLiteException lite && lite.getResultCode() == SQLiteErrorCode.SQLITE_FULL)
                        || isFull(cause.getCause()));
    }

    @Override
    public void close() {
        pool.close();
    }
}
