package dev.godwit.server.identity.sql;

import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.AccountName;
import dev.godwit.server.identity.Accounts.Account;
import dev.godwit.server.identity.Accounts.Credentials;
import dev.godwit.server.identity.Accounts.NewAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jdbi.v3.core.Handle;

/// The statements about accounts.
final class AccountRows {
    private static final String COLUMNS = "id, name, administrator, created_at, password_hash";

    private AccountRows() {}

    /// Empty if the name is taken.
    static Optional<Account> insert(Handle handle, NewAccount account, boolean administrator) {
        return handle.createQuery("INSERT INTO accounts"
                        + " (id, name, name_key, password_hash, administrator, created_at)"
                        + " VALUES (:id, :name, :key, :hash, :administrator, :now)"
                        + " ON CONFLICT (name_key) DO NOTHING RETURNING " + COLUMNS)
                .bind("id", account.id().value())
                .bind("name", account.name().shown())
                .bind("key", account.name().key())
                .bind("hash", account.passwordHash())
                .bind("administrator", administrator)
                .bind("now", account.created().toEpochMilli())
                .map((row, context) -> account(row))
                .findOne();
    }

    /// @return whether nobody else has any of them; if not, the transaction is to be rolled back
    static boolean claim(Handle handle, UserId user, SortedSet<String> skeletons) {
        int claimed = 0;
        // In their order: two who want the same ones wait for each other in one direction only.
        for (String skeleton : skeletons) {
            claimed += handle.createUpdate("INSERT INTO name_skeletons (skeleton, user_id) VALUES (:skeleton, :user)"
                            + " ON CONFLICT (skeleton) DO NOTHING")
                    .bind("skeleton", skeleton)
                    .bind("user", user.value())
                    .execute();
        }
        return claimed == skeletons.size();
    }

    /// For accounts that were made before there were skeletons.
    static void claimForAll(Handle handle) {
        var accounts = handle.createQuery("SELECT " + COLUMNS + " FROM accounts ORDER BY created_at, id")
                .map((row, context) -> account(row))
                .list();
        for (var account : accounts) {
            claim(handle, account.id(), new AccountName(account.name()).skeletons());
        }
    }

    static Optional<Credentials> byKey(Handle handle, String key) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM accounts WHERE name_key = :key")
                .bind("key", key)
                .map((row, context) -> new Credentials(account(row), row.getString("password_hash")))
                .findOne();
    }

    static List<Account> byIds(Handle handle, List<UserId> users) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM accounts WHERE id IN (<ids>)")
                .bindList("ids", users.stream().map(UserId::value).distinct().toList())
                .map((row, context) -> account(row))
                .list();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new UserId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("administrator"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
