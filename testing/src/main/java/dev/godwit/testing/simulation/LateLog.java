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

/// A log on a simulated disk.
final class LateLog implements LogStore {
    private final SimDisk disk;
    private final LogStore log;
    private final Trace trace;

    LateLog(SimDisk disk, LogStore log, Trace trace) {
        this.disk = disk;
        this.log = log;
        this.trace = trace;
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
        var stored = disk.write(() -> log.append(append));
        return trace.isOn() ? stored.whenComplete((stamp, fault) -> say(append, fault == null)) : stored;
    }

    private void say(Append append, boolean stored) {
        trace.say(
                "server",
                stored ? "stored" : "did not store",
                append.conversation(),
                append.expectedHead() + 1 + "…" + append.newHead());
    }

    @Override
    public CompletionStage<Optional<Head>> head(ConversationId conversation) {
        return disk.readCached(() -> log.head(conversation));
    }

    @Override
    public CompletionStage<Map<ConversationId, Head>> heads(Collection<ConversationId> conversations) {
        return disk.readCached(() -> log.heads(conversations));
    }

    @Override
    public CompletionStage<List<Item>> readAfter(ConversationId conversation, long seq, int limit, int maxBytes) {
        return disk.read(() -> log.readAfter(conversation, seq, limit, maxBytes));
    }

    @Override
    public CompletionStage<List<Item>> readBefore(ConversationId conversation, long seq, int limit, int maxBytes) {
        return disk.read(() -> log.readBefore(conversation, seq, limit, maxBytes));
    }

    @Override
    public CompletionStage<Optional<Known>> find(ConversationId conversation, UserId sender, ClientMessageId id) {
        return disk.readCached(() -> log.find(conversation, sender, id));
    }

    @Override
    public CompletionStage<Long> register(ConversationId conversation, String register) {
        return disk.read(() -> log.register(conversation, register));
    }

    @Override
    public CompletionStage<List<ConversationId>> conversationsOf(UserId user) {
        return disk.read(() -> log.conversationsOf(user));
    }

    @Override
    public CompletionStage<Void> dropBelow(ConversationId conversation, long seq) {
        return disk.write(() -> log.dropBelow(conversation, seq));
    }

    @Override
    public CompletionStage<Void> erase(ConversationId conversation, long seq) {
        return disk.write(() -> log.erase(conversation, seq));
    }

    @Override
    public void close() {
        log.close();
    }
}
