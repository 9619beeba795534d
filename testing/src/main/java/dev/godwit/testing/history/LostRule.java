package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.LOST_AFTER_ACK;
import static dev.godwit.testing.history.Violation.Kind.LOST_BEFORE_ACK;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import java.util.HashSet;
import java.util.Set;

/// What was written is in the log or in the outbox, and what was acked, or shown to anybody, is in the log where it
/// was.
///
/// - Acked by the store that is there in the end, or received from it: it stands at that seq. What else stands there
///   instead is for [SeqRule] to say.
/// - Acked by a store that was replaced by an older copy: it stands in the log, or one of its user's devices shows it
///   as failed: it was sent again, and may have been refused.
/// - Never acked: it stands in the log, or its own device shows it as failed, or as waiting unless it says that
///   nothing is left to do. After a restore another device of its user may have it instead. A device that is not there
///   any more has taken its outbox with it.
/// - Taken back by its user, on any device: it need not be anywhere; but what was acked stands in the log all the same.
final class LostRule implements Rule {
    private record Place(ConversationId conversation, long seq) {}

    private final Evidence evidence;
    private final Findings findings;
    private final Set<Place> gone = new HashSet<>();
    private final Set<Long> acked = new HashSet<>();
    /// Those of which it was said that their place is empty.
    private final Set<Long> said = new HashSet<>();
    private final Set<Device> devices = new HashSet<>();

    LostRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
        evidence.finale().views().forEach(view -> devices.add(view.device()));
    }

    @Override
    public void saw(Happening.OnDevice what, int epoch) {
        if (what instanceof Happening.Acked ack) {
            acked.add(ack.number());
            if (epoch == evidence.last()) {
                if (isGone(ack.device(), ack.conversation(), ack.seq(), ack.id())) {
                    said.add(ack.number());
                }
            }
        } else if (what instanceof Happening.Received received && epoch == evidence.last()) {
            isGone(received.device(), received.conversation(), received.seq(), received.id());
        }
    }

    private boolean isGone(Device device, ConversationId conversation, long seq, ClientMessageId id) {
        boolean collected = conversation.type() != ConversationType.ACCOUNT || evidence.log(conversation) != null;
        if (!collected || evidence.at(conversation, seq) != null) {
            return false;
        }
        if (gone.add(new Place(conversation, seq))) {
            findings.add(
                    LOST_AFTER_ACK,
                    () -> id + " stood at " + conversation + " seq " + seq + " for " + device + ", and is gone");
        }
        return true;
    }

    @Override
    public void end() {
        for (Written message : evidence.ledger().all()) {
            Entry place = message.place;
            if (place != null || !message.sure || !message.backs().isEmpty()) {
                continue;
            }
            if (acked.contains(message.number)) {
                lostAfterAck(message);
            } else if (devices.contains(message.device) && !excused(message, evidence.last() > 0)) {
                findings.add(
                        LOST_BEFORE_ACK,
                        () -> message + " is neither in " + message.conversation + " nor in the outbox");
            }
        }
    }

    private void lostAfterAck(Written message) {
        boolean refused = message.namedIn < evidence.last() && excused(message, true);
        if (!refused && !said.contains(message.number)) {
            findings.add(LOST_AFTER_ACK, () -> message + " was acked and is not in " + message.conversation);
        }
    }

    /// @param anywhere whether any device of the user's counts
    private boolean excused(Written message, boolean anywhere) {
        for (Evidence.Standing standing : evidence.standing(message)) {
            boolean counts = anywhere
                    ? standing.device().user().equals(message.user())
                    : standing.device().equals(message.device);
            if (counts && standing.excuses()) {
                return true;
            }
        }
        return false;
    }
}
