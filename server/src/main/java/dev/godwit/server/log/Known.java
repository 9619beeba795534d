package dev.godwit.server.log;

/// What the log remembers about a client message id for ever.
public sealed interface Known {
    /// @param digest [dev.godwit.protocol.Content#digest] of what was stored under it
    record Stored(long seq, long at, String digest) implements Known {}

    record Withdrawn() implements Known {}
}
