package dev.godwit.testing.history;

/// Looks for one way, or one family of ways, in which guarantees break. Sees everything that happened on devices, in
/// order, and then the end.
sealed interface Rule
        permits LogRule,
                GapRule,
                SeqRule,
                LostRule,
                LatestTextRule,
                SightRule,
                FifoRule,
                ReceiptRule,
                ClaimRule,
                FormerReceipts,
                ViewRule,
                MarkRule,
                RestRule {
    /// @param epoch number of the store that the device speaks of, see [Epochs]
    default void saw(Happening.OnDevice what, int epoch) {}

    default void end() {}
}
