package dev.godwit.testing.history;

import java.util.List;

/// Looks for broken guarantees. Takes time and memory in proportion to what happened.
public final class Checker {
    private Checker() {}

    /// Everything that is wrong, in a stable order; empty if all guarantees held. Throws [IllegalArgumentException]
    /// for a history that contradicts itself: that is a fault of whoever recorded it.
    public static List<Violation> check(History history, Finale finale) {
        List<Happening> happenings = history.happenings();
        boolean ordered = history.isOrdered();
        var ledger = new Ledger(happenings, new Epochs(happenings, ordered));
        var epochs = new Epochs(happenings, ordered);
        var evidence = Evidence.of(ledger, finale, epochs.last(), ordered);
        var findings = new Findings();
        List<Rule> rules = rules(evidence, findings);
        for (Happening happening : happenings) {
            int epoch = epochs.of(happening);
            if (happening instanceof Happening.OnDevice onDevice) {
                for (Rule rule : rules) {
                    rule.saw(onDevice, epoch);
                }
            }
        }
        rules.forEach(Rule::end);
        return findings.all();
    }

    private static List<Rule> rules(Evidence evidence, Findings findings) {
        var former = new FormerReceipts(evidence);
        return List.of(
                former,
                new LogRule(evidence, findings),
                new GapRule(evidence, findings),
                new SeqRule(evidence, findings),
                new LostRule(evidence, findings),
                new LatestTextRule(evidence, findings),
                new SightRule(evidence, findings),
                new FifoRule(evidence, findings),
                new ReceiptRule(evidence, findings),
                new ClaimRule(evidence, findings),
                new ViewRule(evidence, findings),
                new MarkRule(evidence, former, findings),
                new RestRule(evidence, former, findings));
    }
}
