package dev.godwit.testing.simulation;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Known;
import dev.godwit.server.log.LogStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Passes everything on, for those that change one thing.
class PassingLog implements LogStore {
    final LogStore log;

    PassingLog(LogStore log) {
        this.log = log;
    }

    @Override
    public String epoch() {
        return log.epoch();
    }

    @Override
    public long stamp() {
        return log.stamp();
    }

    @Override
    public CompletionStage<Long> append(Append append) {
        return log.append(append);
    }

    @Override
    public CompletionStage<Optional<Head>> head(ConversationId conversation) {
        return log.head(conversation);
    }

    @Override
    public CompletionStage<Map<ConversationId, Head>> heads(Collection<ConversationId> conversations) {
        return log.heads(conversations);
    }

    @Override
    public CompletionStage<List<Item>> readAfter(ConversationId conversation, long seq, int limit, int maxBytes) {
        return log.readAfter(conversation, seq, limit, maxBytes);
    }

    @Override
    public CompletionStage<List<Item>> readBefore(ConversationId conversation, long seq, int limit, int maxBytes) {
        return log.readBefore(conversation, seq, limit, maxBytes);
    }

    @Override
    public CompletionStage<Optional<Known>> find(ConversationId conversation, UserId sender, ClientMessageId id) {
        return log.find(conversation, sender, id);
    }

    @Override
    public CompletionStage<Long> register(ConversationId conversation, String register) {
        return log.register(conversation, register);
    }

    @Override
    public CompletionStage<List<ConversationId>> conversationsOf(UserId user) {
        return log.conversationsOf(user);
    }

    @Override
    public CompletionStage<Void> dropBelow(ConversationId conversation, long seq) {
        return log.dropBelow(conversation, seq);
    }

    @Override
    public CompletionStage<Void> erase(ConversationId conversation, long seq) {
        return log.erase(conversation, seq);
    }

    @Override
    public void close() {
        log.close();
    }
}
