package dev.godwit.testing.simulation;

import dev.godwit.testing.history.Violation;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What came of many seeds, for people.
final class Report {
    private static final int MOST_FAILURES = 20;

    private Report() {}

    /// @param options of the command beside the seed, each with a space behind it; whoever replays a seed needs them
    /// too
    static void print(Seeds.Outcome outcome, String options, PrintWriter out) {
        Tally tally = outcome.tally();
        row(out, outcome.seeds(), "seeds, in " + time(outcome.millis()));
        row(out, tally.people(), "people with");
        row(out, tally.devices(), "devices");
        row(out, tally.written(), "messages written, of which");
        row(out, tally.acked(), "were acked (one tick or more) and");
        row(out, tally.refused(), "were refused for good reasons");
        row(out, tally.steps(), "steps of all threads together");
        out.println();
        for (Fault fault : Fault.values()) {
            row(out, tally.of(fault), fault.words());
        }
        out.println();
        for (Act act : Act.values()) {
            row(out, tally.of(act), act.words());
        }
        out.println();
        failures(outcome, options, out);
        out.flush();
    }

    private static void failures(Seeds.Outcome outcome, String options, PrintWriter out) {
        Map<Violation.Kind, Integer> kinds = new EnumMap<>(Violation.Kind.class);
        int violations = 0;
        for (Verdict verdict : outcome.failed()) {
            for (Violation violation : verdict.violations()) {
                kinds.merge(violation.kind(), 1, Integer::sum);
                violations++;
            }
        }
        row(out, violations, "violations");
        kinds.forEach((kind, times) -> row(out, times, "  " + kind));
        outcome.failed().stream().limit(MOST_FAILURES).forEach(verdict -> {
            out.println();
            print(verdict, options, out);
        });
        if (outcome.failed().size() > MOST_FAILURES) {
            out.println();
            out.println("… and " + (outcome.failed().size() - MOST_FAILURES) + " more seeds.");
        }
    }

    static void print(Verdict verdict, String options, PrintWriter out) {
        if (verdict.isClean()) {
            out.println("Seed " + verdict.seed() + ": everything that was promised held.");
            return;
        }
        out.println("Seed " + verdict.seed() + " failed; ./godwit simulate " + options + "--seed " + verdict.seed()
                + " replays it:");
        for (Violation violation : verdict.violations()) {
            out.println("  " + violation);
        }
    }

    private static void row(PrintWriter out, long number, String what) {
        out.println(String.format(Locale.ROOT, "%,13d  %s", number, what));
    }

    private static String time(long millis) {
        return String.format(Locale.ROOT, millis < 100_000 ? "%.1f s" : "%.0f s", millis / 1_000.0);
    }
}
