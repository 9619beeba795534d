package dev.godwit.server.log;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import java.util.List;

/// Entries that have become durable.
///
/// @param head    after the last of them
/// @param touched what of the state they changed: who came, went or got another role, among others
/// @param ticket  to be closed by whoever has dealt with the announcement
public record Commit(
        ConversationId conversation, Head head, List<Entry> entries, Touched touched, Watermark.Ticket ticket) {
    public Commit {
        entries = List.copyOf(entries);
    }
}
