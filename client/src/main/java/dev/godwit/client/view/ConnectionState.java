package dev.godwit.client.view;

import java.time.Instant;

/// What the network side of a profile is doing. Nothing in the API waits for it.
public sealed interface ConnectionState {
    /// Not started, or stopped.
    record Offline() implements ConnectionState {}

    record Connecting() implements ConnectionState {}

    /// Connected and greeted.
    ///
    /// @param caughtUp whether everything that the server had at that moment is in the local database
    record Online(boolean caughtUp) implements ConnectionState {}

    /// The connection was lost or could not be made.
    ///
    /// @param at     next attempt; `tryNow` makes it at once
    /// @param reason for people
    record WaitingToRetry(Instant at, String reason) implements ConnectionState {}

    /// The server does not accept the session any more. Everything stays where it is until the user signs in
    /// again.
    record SignedOut(String reason) implements ConnectionState {}
}
