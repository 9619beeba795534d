package dev.godwit.cli;

import dev.godwit.client.view.ConnectionState;

/// Sentences that several commands say.
final class Words {
    private Words() {}

    /// "1 message waits", "3 messages wait".
    static String messages(int waiting) {
        return waiting == 1 ? "1 message waits" : waiting + " messages wait";
    }

    /// " 1 message waits here and goes out by itself." or nothing.
    ///
    /// @param byItself whether a process sends it without being asked
    static String waiting(int waiting, boolean byItself) {
        return waiting == 0 ? "" : ' ' + messages(waiting) + " here and " + leaves(waiting, byItself) + '.';
    }

    /// Completes "waits here and …".
    static String leaves(int waiting, boolean byItself) {
        if (byItself) {
            return waiting == 1 ? "goes out by itself" : "go out by themselves";
        }
        return (waiting == 1 ? "goes" : "go") + " out with the next 'godwit sync' or 'godwit watch'";
    }

    static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }

    static String connection(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Offline() -> "Not connected.";
            case ConnectionState.Connecting() -> "Connecting …";
            case ConnectionState.Online(var caughtUp) -> caughtUp ? "Connected." : "Connected, catching up …";
            case ConnectionState.WaitingToRetry(var at, var reason) ->
                Printable.line(reason).replaceFirst("\\.$", "") + ". It goes on trying by itself.";
            case ConnectionState.SignedOut(var reason) ->
                "Signed out. Sign in again ('godwit login') to send what waits.";
        };
    }

    static String word(ConnectionState state) {
        return switch (state) {
            case ConnectionState.Offline() -> "offline";
            case ConnectionState.Connecting() -> "connecting";
            case ConnectionState.Online(var caughtUp) -> "online";
            case ConnectionState.WaitingToRetry(var at, var reason) -> "waiting";
            case ConnectionState.SignedOut(var reason) -> "signed_out";
        };
    }
}
