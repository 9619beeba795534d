package dev.godwit.server.identity;

import dev.godwit.server.identity.Accounts.Account;
import dev.godwit.server.identity.Accounts.Session;
import java.time.Duration;

/// What came of registering or signing in.
public sealed interface SignIn {
    /// @param token known to nobody else from here on: the store keeps its hash
    record SignedIn(Account account, Session session, String token) implements SignIn {
        @Override
        public String toString() {
            return "SignedIn[" + account + ", " + session + "]";
        }
    }

    /// @param rule which one the name breaks, for people
    record BadName(String rule) implements SignIn {}

    /// @param rule which one the password breaks, for people
    record WeakPassword(String rule) implements SignIn {}

    record NameTaken() implements SignIn {}

    /// Somebody has a name that looks the same.
    record NameLooksTaken() implements SignIn {}

    /// No code, or one that is unknown, used or expired.
    record InvitationNeeded() implements SignIn {}

    /// The password, or the name: the two look the same from outside.
    record WrongPassword() implements SignIn {}

    /// Not even looked at.
    record Throttled(Duration retryAfter) implements SignIn {}
}
