package dev.godwit.client.sdk;

import dev.godwit.client.sqlite.AccountWrites;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.GroupWrites;
import dev.godwit.client.sqlite.LocalWrites;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.sqlite.Refusal;
import dev.godwit.client.sqlite.StoreFault;
import dev.godwit.client.sqlite.Views;
import dev.godwit.protocol.UserId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The application's own connection to the database, one caller at a time.
final class LocalProfile implements AutoCloseable {
    private final GodwitOptions options;
    private final Database database;
    private final ProfileStore profile;
    private boolean closed;

    LocalProfile(Path directory, GodwitOptions options) {
        this.options = options;
        this.database = translated(() -> Database.open(directory));
        this.profile = new ProfileStore(database);
    }

    synchronized Optional<ProfileStore.Identity> identity() {
        return guarded(profile::identity);
    }

    ProfileStore.Identity requireAccount() {
        return identity()
                .orElseThrow(() -> new GodwitException(
                        GodwitException.NO_ACCOUNT,
                        "Nobody has signed in with this profile.",
                        "Register or sign in first."));
    }

    /// Somebody else may be holding the device.
    private void requireUnlocked() {
        if (profile.isLocked()) {
            throw new GodwitException(
                    GodwitException.LOCKED,
                    "This device was signed out from another one.",
                    "Sign in to see your messages and to send what waits.");
        }
    }

    synchronized ProfileStore.Identity requireSession() {
        ProfileStore.Identity identity = requireToken();
        var unused = guarded(() -> {
            requireUnlocked();
            return true;
        });
        return identity;
    }

    /// Also of a session that the server has ended.
    ProfileStore.Identity requireToken() {
        ProfileStore.Identity identity = requireAccount();
        if (identity.token().isEmpty()) {
            throw new GodwitException(
                    GodwitException.NO_ACCOUNT, "This profile is signed out.", "Sign in; nothing of it was lost.");
        }
        return identity;
    }

    synchronized void signedIn(ProfileStore.Identity identity) {
        guarded(() -> {
            profile.signedIn(identity);
            return identity;
        });
    }

    synchronized void signedOut() {
        guarded(() -> {
            profile.signedOut();
            return true;
        });
    }

    synchronized <T> T write(Function<LocalWrites, T> work) {
        UserId me = requireAccount().user();
        return guarded(() -> {
            requireUnlocked();
            return work.apply(new LocalWrites(database, me, options.clock(), options.random()));
        });
    }

    synchronized <T> T writeGroups(Function<GroupWrites, T> work) {
        UserId me = requireAccount().user();
        return guarded(() -> {
            requireUnlocked();
            return work.apply(new GroupWrites(database, me, options.clock(), options.random()));
        });
    }

    synchronized <T> T writeAccount(Function<AccountWrites, T> work) {
        UserId me = requireAccount().user();
        return guarded(() -> {
            requireUnlocked();
            return work.apply(new AccountWrites(database, me, options.clock(), options.random()));
        });
    }

    synchronized <T> T read(Function<Views, T> query) {
        UserId me = requireAccount().user();
        return guarded(() -> {
            requireUnlocked();
            return query.apply(new Views(database, me, options.clock()));
        });
    }

    synchronized long dataVersion() {
        return guarded(database::dataVersion);
    }

    private <T> T guarded(Supplier<T> work) {
        if (closed) {
            throw new GodwitException(GodwitException.CLOSED, "This profile was closed.", "Open it again.");
        }
        return translated(work);
    }

    private static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (Refusal e) {
            throw new GodwitException(e.code(), String.valueOf(e.getMessage()), e.hint(), e);
        } catch (StoreFault e) {
            throw new GodwitException(
                    GodwitException.BAD_PROFILE,
                    String.valueOf(e.getMessage()),
                    "Check that there is room on the disk and that the profile directory is yours to write.",
                    e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            database.close();
        }
    }
}
