package dev.godwit.server.log;

import dev.godwit.protocol.Code;
import java.util.OptionalLong;

/// What became of a send or a cancel. Whatever an outcome says was durable before it was said.
public sealed interface Outcome {
    /// It is in the log: now, or since an earlier try.
    record Stored(long seq, long at) implements Outcome {}

    /// Nothing was stored under this id and nothing ever will be.
    record Withdrawn() implements Outcome {}

    /// Nothing was stored (for [Code#RETRY]: unknown, and repeating it is safe).
    ///
    /// @param version for [Code#STALE]: the register's version now
    record Refused(Code code, String message, OptionalLong version) implements Outcome {
        static Refused because(Code code, String message) {
            return new Refused(code, message, OptionalLong.empty());
        }
    }
}
