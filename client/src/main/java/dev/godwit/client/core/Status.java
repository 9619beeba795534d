package dev.godwit.client.core;

/// What the engine is doing.
///
/// @param settled nothing is left to do: all sent, all fetched, all receipts confirmed
public record Status(Phase phase, boolean caughtUp, boolean settled) {
    public sealed interface Phase {}

    public record Idle() implements Phase {}

    public record Connecting() implements Phase {}

    public record Online() implements Phase {}

    /// @param at on the clock of the events
    public record Waiting(long at, String reason) implements Phase {}

    public record SignedOut(String reason) implements Phase {}
}
