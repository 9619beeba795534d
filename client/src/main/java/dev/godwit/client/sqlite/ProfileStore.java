package dev.godwit.client.sqlite;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.util.Optional;

/// Whose profile this is.
public final class ProfileStore {
    private final Database database;

    public ProfileStore(Database database) {
        this.database = database;
    }

    /// @param token empty while signed out
    public record Identity(
            String server, UserId user, String name, DeviceId device, boolean administrator, Optional<String> token) {}

    public Optional<Identity> identity() {
        return database.read(sql -> {
            Optional<String> user = Meta.USER.get(sql);
            return user.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Identity(
                            Meta.SERVER.get(sql).orElseThrow(),
                            new UserId(user.get()),
                            Meta.NAME.get(sql).orElseThrow(),
                            new DeviceId(Meta.DEVICE.get(sql).orElseThrow()),
                            Meta.ADMINISTRATOR.number(sql) == 1,
                            Meta.TOKEN.get(sql)));
        });
    }

    /// A profile belongs to one account for ever: its history is that account's.
    public void signedIn(Identity identity) {
        database.write(sql -> {
            Optional<String> user = Meta.USER.get(sql);
            if (user.isPresent() && !user.get().equals(identity.user().value())) {
                throw new Refusal(
                        "other_account",
                        "This profile belongs to " + Meta.NAME.get(sql).orElse("somebody else") + ".",
                        "Use another profile directory for another account.");
            }
            Meta.SERVER.set(sql, identity.server());
            Meta.USER.set(sql, identity.user().value());
            Meta.NAME.set(sql, identity.name());
            Meta.DEVICE.set(sql, identity.device().value());
            Meta.ADMINISTRATOR.set(sql, identity.administrator() ? 1 : 0);
            Meta.TOKEN.set(sql, identity.token().orElseThrow());
            Meta.LOCKED.clear(sql);
            sql.update(
                    "INSERT INTO person VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name",
                    identity.user().value(),
                    identity.name());
            return true;
        });
    }

    /// Whether the server has ended the session since the user signed in.
    public boolean isLocked() {
        return database.read(sql -> Meta.LOCKED.number(sql) == 1);
    }

    public void signedOut() {
        database.write(sql -> {
            Meta.TOKEN.clear(sql);
            return true;
        });
    }
}
