package dev.godwit.server.identity;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Port to accounts and sessions. Blocking: call it from virtual threads, never from an event loop or the
/// log. Adapters have no clock and no randomness: ids, hashes and times come from the caller.
///
/// The contract kit is `AccountsContract`; every adapter runs it. Each rule is a constraint or a single
/// statement, so that it holds under READ COMMITTED too.
public interface Accounts {
    /// Whether nobody has an account yet.
    boolean isEmpty();

    /// Makes an account without an invitation, never an administrator's.
    Creation create(NewAccount account);

    sealed interface Creation {
        record Created(Account account) implements Creation {}

        record NameTaken() implements Creation {}

        /// Somebody has a name that passes for this one, see [AccountName#skeletons].
        record LooksTaken() implements Creation {}
    }

    /// As [#create], using up an invitation in the same transaction. The invitation says whether the
    /// account is an administrator's.
    InvitedCreation createInvited(NewAccount account, String invitationHash);

    sealed interface InvitedCreation {
        record Created(Account account) implements InvitedCreation {}

        record NameTaken() implements InvitedCreation {}

        /// As [Creation.LooksTaken].
        record LooksTaken() implements InvitedCreation {}

        /// Unknown, used or expired: the three look the same from outside. Told before [NameTaken], so that
        /// nobody without an invitation learns which names exist.
        record NoInvitation() implements InvitedCreation {}
    }

    void addInvitation(String invitationHash, UserId by, Instant now, Instant expires);

    /// Makes the one invitation whose user becomes an administrator, in place of an earlier one.
    ///
    /// @return false, and nothing happens, if there is an administrator already
    boolean offerSetup(String invitationHash, Instant now, Instant expires);

    Optional<Credentials> credentials(AccountName name);

    Optional<Account> byName(AccountName name);

    /// Those that exist, in any order.
    List<Account> byIds(List<UserId> users);

    /// Signs a device in: makes it, or takes it up again if it is the user's own. An earlier session of the
    /// device ends.
    Opening open(Session session, String tokenHash);

    sealed interface Opening {
        /// @param replaced the device's earlier session
        record Opened(Optional<Session> replaced) implements Opening {}

        /// The device is somebody else's; nothing happened.
        record NotYours() implements Opening {}
    }

    Optional<Session> byToken(String tokenHash);

    /// When sessions were last used. Those that have ended meanwhile are ignored; times never go back.
    void touch(Map<String, Instant> lastUsed);

    /// The user's sessions, newest first.
    List<Session> sessions(UserId user);

    /// Ends one of the user's own sessions. Empty if there is no such session.
    Optional<Session> revoke(UserId user, String sessionId);

    record NewAccount(UserId id, AccountName name, String passwordHash, Instant created) {}

    /// @param name as the user typed it
    record Account(UserId id, String name, boolean administrator, Instant created) {}

    record Credentials(Account account, String passwordHash) {}

    /// @param id shown to the user and used to revoke it; not the token
    record Session(String id, UserId user, DeviceId device, String deviceName, Instant created, Instant lastUsed) {}
}
