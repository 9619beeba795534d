package dev.godwit.testing.history;

import static dev.godwit.testing.history.Violation.Kind.SEQ_REUSED;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Within one store a seq means one entry: whoever names it, in an ack, in their database or in the final log, names
/// the same id.
final class SeqRule implements Rule {
    private record Log(int epoch, ConversationId conversation) {}

    /// The ids of one log by their seq.
    private static final class Ids {
        private @Nullable ClientMessageId[] ids = new ClientMessageId[64];

        /// @return what was there before, or else this id
        ClientMessageId put(long seq, ClientMessageId id) {
            if (seq >= ids.length) {
                ids = Arrays.copyOf(ids, (int) Math.max(seq + 1, 2L * ids.length));
            }
            ClientMessageId known = ids[(int) seq];
            if (known == null) {
                ids[(int) seq] = id;
                return id;
            }
            return known;
        }
    }

    private final Evidence evidence;
    private final Findings findings;
    private final Map<Log, Ids> logs = new HashMap<>();

    SeqRule(Evidence evidence, Findings findings) {
        this.evidence = evidence;
        this.findings = findings;
        for (FinalLog log : evidence.logs().values()) {
            Ids ids = logs.computeIfAbsent(new Log(evidence.last(), log.id), each -> new Ids());
            for (long seq = 1; seq <= log.head(); seq++) {
                Entry entry = log.at(seq);
                if (entry != null) {
                    ids.put(seq, entry.id());
                }
            }
        }
    }

    @Override
    public void saw(Happening.OnDevice what, int epoch) {
        if (what instanceof Happening.Acked acked) {
            named(acked.device(), acked.conversation(), acked.seq(), acked.id(), epoch);
        } else if (what instanceof Happening.Received received) {
            named(received.device(), received.conversation(), received.seq(), received.id(), epoch);
        }
    }

    private void named(Device device, ConversationId conversation, long seq, ClientMessageId id, int epoch) {
        // Where only each device's own order is known, one that never says hello may speak of any store.
        if (!evidence.ordered() && epoch < evidence.last()) {
            return;
        }
        ClientMessageId known = logs.computeIfAbsent(new Log(epoch, conversation), each -> new Ids())
                .put(seq, id);
        if (!known.equals(id)) {
            findings.add(
                    SEQ_REUSED,
                    () -> conversation + " seq " + seq + " is " + id + " to " + device + ", and was " + known
                            + " before or elsewhere");
        }
    }
}
