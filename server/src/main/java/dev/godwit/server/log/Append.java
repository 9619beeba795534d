package dev.godwit.server.log;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.List;

/// One atomic write to one conversation.
///
/// @param expectedHead seq of the last entry before these, 0 for a new conversation
/// @param entries      with the seqs `expectedHead + 1`, `+ 2`, …; may be empty where only ids are burnt
/// @param burnt        ids that were withdrawn: no entry will ever have them
/// @param state        as of the last entry of this batch
/// @param touched      what of `state` is not as it was before
public record Append(
        ConversationId conversation,
        long expectedHead,
        List<Entry> entries,
        List<Burnt> burnt,
        ConversationState state,
        Touched touched) {
    public Append {
        entries = List.copyOf(entries);
        burnt = List.copyOf(burnt);
        long next = expectedHead;
        for (var entry : entries) {
            if (entry.seq() != ++next) {
                throw new IllegalArgumentException("the entries of a batch follow its expected head without a gap: "
                        + entry.seq() + " stands where " + next + " belongs");
            }
        }
        if (!state.people().keySet().containsAll(touched.people())) {
            throw new IllegalArgumentException("who is touched is in the state: nobody is ever forgotten");
        }
    }

    public record Burnt(UserId sender, ClientMessageId id) {}

    public long newHead() {
        return expectedHead + entries.size();
    }
}
