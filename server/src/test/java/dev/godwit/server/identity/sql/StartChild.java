package dev.godwit.server.identity.sql;

import dev.godwit.protocol.UserId;
import dev.godwit.server.identity.AccountName;
import dev.godwit.server.identity.Accounts.NewAccount;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;

/// Opens accounts, looks for one, and makes another if it is told to.
final class StartChild {
    private StartChild() {}

    public static void main(String[] args) {
        try (var accounts = SqlAccounts.open(Path.of(args[0]), InstantSource.system())) {
            var _ = accounts.credentials(new AccountName("alice")).orElseThrow();
            if (args[1].equals("register")) {
                var name = new AccountName("somebody.else");
                accounts.create(new NewAccount(
                        UserId.random(new Random(2)),
                        name,
                        "hash",
                        InstantSource.system().instant()));
            }
        }
    }
}
