package dev.godwit.server.store.memory;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Known;
import dev.godwit.server.log.LogStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

final class MemoryLog implements LogStore {
    private final MemoryStore store;
    private final MemoryDisk disk;

    MemoryLog(MemoryStore store, MemoryDisk disk) {
        this.store = store;
        this.disk = disk;
    }

    @Override
    public String epoch() {
        return disk.epoch;
    }

    @Override
    public long stamp() {
        return store.stamp();
    }

    @Override
    public CompletionStage<Long> append(Append append) {
        return store.append(append);
    }

    @Override
    public CompletionStage<Optional<Head>> head(ConversationId conversation) {
        return store.read(disk -> disk.conversation(conversation).map(MemoryConversation::head));
    }

    @Override
    public CompletionStage<Map<ConversationId, Head>> heads(Collection<ConversationId> conversations) {
        return store.read(disk -> {
            var heads = new HashMap<ConversationId, Head>();
            conversations.forEach(id -> disk.conversation(id).ifPresent(found -> heads.put(id, found.head())));
            return heads;
        });
    }

    @Override
    public CompletionStage<List<Item>> readAfter(ConversationId conversation, long seq, int limit, int maxBytes) {
        return store.read(disk -> disk.conversation(conversation)
                .map(found -> found.readAfter(seq, limit, maxBytes))
                .orElse(List.of()));
    }

    @Override
    public CompletionStage<List<Item>> readBefore(ConversationId conversation, long seq, int limit, int maxBytes) {
        return store.read(disk -> disk.conversation(conversation)
                .map(found -> found.readBefore(seq, limit, maxBytes))
                .orElse(List.of()));
    }

    @Override
    public CompletionStage<Optional<Known>> find(ConversationId conversation, UserId sender, ClientMessageId id) {
        return store.read(disk -> disk.conversation(conversation).flatMap(found -> found.find(sender, id)));
    }

    @Override
    public CompletionStage<Long> register(ConversationId conversation, String register) {
        return store.read(disk -> disk.conversation(conversation)
                .map(found -> found.register(register))
                .orElse(0L));
    }

    @Override
    public CompletionStage<List<ConversationId>> conversationsOf(UserId user) {
        return store.read(disk -> disk.conversationsOf(user));
    }

    @Override
    public CompletionStage<Void> dropBelow(ConversationId conversation, long seq) {
        return change(conversation, found -> found.dropBelow(seq));
    }

    @Override
    public CompletionStage<Void> erase(ConversationId conversation, long seq) {
        return change(conversation, found -> found.erase(seq));
    }

    @SuppressWarnings("NullAway") // null is the only value of a CompletionStage<Void>
    private CompletionStage<Void> change(ConversationId conversation, Consumer<MemoryConversation> change) {
        return store.write(() -> {
            disk.conversation(conversation).ifPresent(change);
            return null;
        });
    }

    @Override
    public void close() {
        store.close();
    }
}
