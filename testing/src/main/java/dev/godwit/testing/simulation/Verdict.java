package dev.godwit.testing.simulation;

import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.Violation;
import java.util.List;

/// What came of one seed.
///
/// @param violations empty if everything that Godwit promises held
/// @param happenings in their order
/// @param trace      for people; empty unless it was asked for
record Verdict(long seed, List<Violation> violations, Tally tally, List<Happening> happenings, String trace) {
    Verdict {
        violations = List.copyOf(violations);
        happenings = List.copyOf(happenings);
    }

    boolean isClean() {
        return violations.isEmpty();
    }

    /// For whoever keeps many.
    Verdict withoutHappenings() {
        return new Verdict(seed, violations, tally, List.of(), trace);
    }
}
