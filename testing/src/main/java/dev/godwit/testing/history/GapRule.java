package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.GAP;

import dev.godwit.protocol.Item;

/// The seqs of a log are 1, 2, 3 …, each once; a skip counts for all seqs that it hides.
final class GapRule implements Rule {
    private final Evidence evidence;
    private final Findings findings;

    GapRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void end() {
        for (FinalLog log : evidence.logs().values()) {
            long next = 1;
            for (Item item : log.items) {
                long expected = next;
                if (item.first() != expected) {
                    findings.add(GAP, () -> log.id + " has seq " + item.first() + " where " + expected + " belongs");
                }
                next = item.last() + 1;
            }
        }
    }
}
