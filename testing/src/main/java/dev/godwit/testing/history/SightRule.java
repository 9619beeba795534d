package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.ALTERED;
import static dev.godwit.testing.history.Violation.Kind.INVENTED;
import static dev.godwit.testing.history.Violation.Kind.SEEN_BY_STRANGER;

import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import java.util.OptionalLong;

/// What a device received was written by somebody, in these words, under this name, in this conversation; and its user
/// may see it.
///
/// Who might see what of a group in a store that was replaced by an older copy cannot be told any more, so that is
/// judged
/// of the last store only. A conversation of two is theirs whatever happens to the store.
final class SightRule implements Rule {
    private final Evidence evidence;
    private final Findings findings;

    SightRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void saw(Happening.OnDevice what, int epoch) {
        if (what instanceof Happening.Received received) {
            written(received);
            visible(received, epoch);
        } else if (what instanceof Happening.Acked acked) {
            Written message = evidence.ledger().find(acked.number());
            if (message == null
                    || !Evidence.isBy(
                            message, acked.conversation(), acked.device().user())) {
                findings.add(
                        INVENTED,
                        () -> acked.device() + " got an ack for " + acked.number() + " in " + acked.conversation()
                                + ", which its user did not write there");
            }
        }
    }

    private void written(Happening.Received received) {
        OptionalLong number = Numbered.number(received.text());
        if (number.isEmpty()) {
            return;
        }
        Written message = evidence.ledger().find(number.getAsLong());
        if (message == null || !Evidence.isBy(message, received.conversation(), received.from())) {
            findings.add(
                    INVENTED,
                    () -> received.device() + " received '" + received.text() + "' in "
                            + received.conversation() + " by " + evidence.name(received.from())
                            + (message == null ? ", which nobody wrote" : ", but that is " + message));
        } else if (!message.hadText(received.text())) {
            findings.add(ALTERED, () -> received.device() + " received '" + received.text() + "', which nobody wrote");
        }
    }

    private void visible(Happening.Received received, int epoch) {
        FinalLog log = evidence.log(received.conversation());
        boolean group = received.conversation().type() == ConversationType.GROUP;
        if (log == null || (group && epoch < evidence.last())) {
            return;
        }
        Entry entry = log.at(received.seq());
        boolean judged = !group || (entry != null && entry.id().equals(received.id()));
        if (judged && !log.maySee(received.device().user(), received.seq())) {
            findings.add(
                    SEEN_BY_STRANGER,
                    () -> received.device() + " received " + received.conversation() + " seq " + received.seq()
                            + ", which its user may not see");
        }
    }
}
