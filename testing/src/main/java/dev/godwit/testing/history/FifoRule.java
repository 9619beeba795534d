package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.NOT_FIFO;

import dev.godwit.protocol.Entry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of one device stand in a log in the order in which they were written there. A message that is edited
/// while it waits keeps its place, and so does one that goes out again under a new id because nobody knew whether it
/// had left.
///
/// Not compared are only these:
///
/// - messages that were refused and then retried or edited: they go out behind what waited by then;
/// - messages of which anybody had seen the seq in a store that was replaced by an older copy: the copy may have lost
///   them, and each device of their user that has them sends them again.
final class FifoRule implements Rule {
    private final Evidence evidence;
    private final Findings findings;

    FifoRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
    }

    @Override
    public void end() {
        for (FinalLog log : evidence.logs().values()) {
            Map<Device, Written> last = new HashMap<>();
            for (long seq = 1; seq <= log.head(); seq++) {
                Entry entry = log.at(seq);
                if (entry == null || !FinalLog.isMessage(entry)) {
                    continue;
                }
                Written message = evidence.ledger().of(entry.content().body().data());
                if (message != null && entry.equals(message.place) && isCompared(message)) {
                    inOrder(message, last.put(message.device, message));
                }
            }
        }
    }

    private boolean isCompared(Written message) {
        boolean again =
                message.wasRefused() && (message.retried || !message.edits().isEmpty());
        return !again && message.namedIn >= evidence.last();
    }

    private void inOrder(Written message, @Nullable Written before) {
        if (before != null && before.order > message.order) {
            findings.add(
                    NOT_FIFO,
                    () -> message + " stands behind " + before + " in " + message.conversation
                            + ", and was written before it");
        }
    }
}
