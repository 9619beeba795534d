package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.HashMap;
import java.util.Map;

/// What people claimed of stores that are gone, as far as it is true of the logs that are there in the end.
///
/// A restored server knows older receipts, and whoever gave the newer ones may never give them again: not if they are
/// gone, nor if their device has to take an entry for another one that others have not. Who had been told of them goes
/// on
/// showing them; that is no lie.
final class FormerReceipts implements Rule {
    private record Log(ConversationId id, int epoch) {}

    private record Claim(Log log, UserId user) {}

    private final Evidence evidence;
    private final Map<Claim, Cursor> claims = new HashMap<>();
    /// Seq of the first entry that was another than in the end.
    private final Map<Log, Long> parts = new HashMap<>();

    FormerReceipts(Evidence evidence) {
        this.evidence = evidence;
    }

    @Override
    public void saw(Happening.OnDevice what, int epoch) {
        if (epoch == evidence.last()) {
            return;
        }
        switch (what) {
            case Happening.Acked acked -> stood(acked.conversation(), epoch, acked.seq(), acked.id());
            case Happening.Received received -> stood(received.conversation(), epoch, received.seq(), received.id());
            case Happening.Claimed claimed ->
                claims.merge(
                        new Claim(
                                new Log(claimed.conversation(), epoch),
                                claimed.device().user()),
                        claimed.cursor(),
                        Cursor::max);
            default -> {}
        }
    }

    private void stood(ConversationId conversation, int epoch, long seq, ClientMessageId id) {
        Entry now = evidence.at(conversation, seq);
        if (now == null || !now.id().equals(id)) {
            parts.merge(new Log(conversation, epoch), seq, Math::min);
        }
    }

    /// How far others may still show this user; to be asked in the end.
    Cursor of(ConversationId conversation, UserId user) {
        Cursor reached = Cursor.NONE;
        for (int epoch = 0; epoch < evidence.last(); epoch++) {
            var log = new Log(conversation, epoch);
            long same = parts.getOrDefault(log, Long.MAX_VALUE) - 1;
            Cursor claimed = claims.getOrDefault(new Claim(log, user), Cursor.NONE);
            reached = reached.max(new Cursor(Math.min(claimed.delivered(), same), Math.min(claimed.read(), same)));
        }
        return reached;
    }
}
