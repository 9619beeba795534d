package dev.godwit.testing.history;

/// A guarantee that did not hold.
///
/// @param what with names, numbers and seqs, for people
public record Violation(Kind kind, String what) {
    /// Each names the guarantee it breaks; docs/reliability.md lists them.
    public enum Kind {
        LOST_AFTER_ACK,
        LOST_BEFORE_ACK,
        INVENTED,
        DUPLICATED,
        ALTERED,
        ORDER_DIFFERS,
        GAP,
        SEQ_REUSED,
        NOT_FIFO,
        RECEIPT_WENT_BACK,
        READ_BEFORE_DELIVERED,
        CLAIMED_WITHOUT_HAVING,
        SEEN_BY_STRANGER,
        NOT_CONVERGED,
        STUCK,
        /// A program ended by a fault of its own; with its stack trace.
        CRASHED
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
