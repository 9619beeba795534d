package dev.godwit.testing.history;

import java.util.List;

/// Looks for broken guarantees.
public final class Checker {
    private Checker() {}

    /// Everything that is wrong, in a stable order; empty if all guarantees held.
    public static List<Violation> check(History history, Finale finale) {
        return List.of();
    }
}
