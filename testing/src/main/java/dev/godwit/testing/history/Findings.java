package dev.godwit.testing.history;

import dev.godwit.testing.history.Violation.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What the rules have found, kind by kind; of each kind the first few in words, the rest as a number.
final class Findings {
    static final int SHOWN = 20;

    private final Map<Kind, List<Violation>> shown = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    /// @param what asked for only if it is going to be shown
    void add(Kind kind, Supplier<String> what) {
        if (counts.merge(kind, 1L, Long::sum) <= SHOWN) {
            shown.computeIfAbsent(kind, k -> new ArrayList<>()).add(new Violation(kind, what.get()));
        }
    }

    /// In the order of the kinds, then in that in which they were found.
    List<Violation> all() {
        var out = new ArrayList<Violation>();
        shown.forEach((kind, violations) -> {
            out.addAll(violations);
            long more = counts.getOrDefault(kind, 0L) - violations.size();
            if (more > 0) {
                out.add(new Violation(kind, "and " + more + " more"));
            }
        });
        return List.copyOf(out);
    }
}
