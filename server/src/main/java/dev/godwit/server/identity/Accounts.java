package dev.godwit.server.identity;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Port to accounts and sessions. Blocking: call it from virtual threads, never from an event loop or the log.
///
/// The contract kit is `AccountsContract`; every adapter runs it. Each rule is a constraint or a single statement, so
/// that
/// it holds under READ COMMITTED too.
public interface Accounts {
    /// Whether nobody has an account yet.
    boolean isEmpty();

    /// Makes an account. Name comparison ignores case (Unicode NFKC, then lower case).
    Creation create(UserId user, String name, String passwordHash, boolean administrator, Instant now);

    sealed interface Creation {
        record Created(Account account) implements Creation {}

        record NameTaken() implements Creation {}
    }

    /// As [#create], using up an invitation in the same transaction.
    InvitedCreation createInvited(UserId user, String name, String passwordHash, String invitationHash, Instant now);

    sealed interface InvitedCreation {
        record Created(Account account) implements InvitedCreation {}

        record NameTaken() implements InvitedCreation {}

        /// Unknown, used or expired: the three look the same from outside.
        record NoInvitation() implements InvitedCreation {}
    }

    /// The first account's invitation makes its user an administrator.
    void addInvitation(String invitationHash, boolean administrator, Optional<UserId> by, Instant now, Instant expires);

    Optional<Credentials> credentials(String name);

    Optional<Account> byName(String name);

    /// Those that exist, in any order.
    List<Account> byIds(List<UserId> users);

    /// Signs a device in: makes it, or takes it up again if it is the user's own; an earlier session of the device
    /// ends.
    Session open(UserId user, Optional<DeviceId> device, String deviceName, String tokenHash, Instant now);

    Optional<Session> byToken(String tokenHash);

    /// Saved lazily by the caller, at most once a minute a session.
    void touch(String sessionId, Instant now);

    List<Session> sessions(UserId user);

    /// Ends one of the user's own sessions. Empty if there is no such session.
    Optional<Session> revoke(UserId user, String sessionId);

    record Account(UserId id, String name, boolean administrator, Instant created) {}

    record Credentials(Account account, String passwordHash) {}

    /// @param id shown to the user and used to revoke it; not the token
    record Session(String id, UserId user, DeviceId device, String deviceName, Instant created, Instant lastUsed) {}
}
