package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.ALTERED;
import static dev.godwit.testing.history.Violation.Kind.DUPLICATED;
import static dev.godwit.testing.history.Violation.Kind.INVENTED;

import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Kinds;
import java.util.HashSet;
import java.util.Set;

/// The final logs have what somebody wrote, in their words, in their conversation and under their name, once; and
/// edits and deletions that they asked for.
final class LogRule implements Rule {
    private final Evidence evidence;
    private final Findings findings;

    LogRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void end() {
        for (FinalLog log : evidence.logs().values()) {
            Set<Long> seen = new HashSet<>();
            for (long seq = 1; seq <= log.head(); seq++) {
                Entry entry = log.at(seq);
                if (entry != null && FinalLog.isMessage(entry)) {
                    message(log, entry, seen);
                } else if (entry != null && FinalLog.isChange(entry)) {
                    change(log, entry);
                }
            }
        }
    }

    private void message(FinalLog log, Entry entry, Set<Long> seen) {
        String text = entry.content().body().data();
        Written message = evidence.ledger().of(text);
        if (message == null || !Evidence.isBy(message, log.id, entry.from())) {
            findings.add(
                    INVENTED,
                    () -> place(log, entry) + " is '" + text + "' by " + evidence.name(entry.from())
                            + (message == null ? ", which nobody wrote" : ", but that is " + message));
        } else if (!seen.add(message.number)) {
            findings.add(DUPLICATED, () -> message + " stands in " + log.id + " twice, again at seq " + entry.seq());
        } else if (!message.hadText(text)) {
            findings.add(ALTERED, () -> place(log, entry) + " says '" + text + "', which nobody wrote");
        }
    }

    private void change(FinalLog log, Entry entry) {
        Entry target = log.at(entry.content().target().orElse(0));
        Written message = target == null || !target.from().equals(entry.from())
                ? null
                : evidence.ledger().of(target.content().body().data());
        if (message == null) {
            findings.add(INVENTED, () -> place(log, entry) + " changes what is no message of its sender");
        } else if (entry.content().kind().equals(Kinds.DELETE)) {
            if (message.backs().isEmpty()) {
                findings.add(INVENTED, () -> place(log, entry) + " takes back " + message + ", and nobody did that");
            }
        } else if (!message.hadText(entry.content().body().data())) {
            findings.add(
                    ALTERED,
                    () -> place(log, entry) + " makes '"
                            + entry.content().body().data() + "' of " + message + ", which nobody wrote");
        }
    }

    private static String place(FinalLog log, Entry entry) {
        return log.id + " seq " + entry.seq();
    }
}
