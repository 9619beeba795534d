package dev.godwit.server.store.rocks;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Known;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.rocksdb.Holder;

final class RocksLog implements LogStore {
    private final RocksStore store;
    private final Committer committer;
    private final Access access;
    private final HeadCache cache;

    RocksLog(RocksStore store, Committer committer, Access access, HeadCache cache) {
        this.store = store;
        this.committer = committer;
        this.access = access;
        this.cache = cache;
    }

    @Override
    public String epoch() {
        return committer.epoch();
    }

    @Override
    public long stamp() {
        return committer.stamp();
    }

    @Override
    public CompletionStage<Long> append(Append append) {
        var appending = Change.Appending.of(append);
        committer.submit(appending);
        return appending.stage();
    }

    @Override
    public CompletionStage<Optional<Head>> head(ConversationId conversation) {
        var cached = cache.get(conversation);
        if (cached.isPresent()) {
            return completedFuture(cached.map(StoredHead::head));
        }
        return access.later(database -> Optional.ofNullable(
                        Heads.load(database, cache, List.of(conversation)).get(conversation))
                .map(StoredHead::head));
    }

    @Override
    public CompletionStage<Map<ConversationId, Head>> heads(Collection<ConversationId> conversations) {
        var found = new HashMap<ConversationId, Head>();
        var missing = new ArrayList<ConversationId>();
        for (var conversation : conversations) {
            cache.get(conversation)
                    .ifPresentOrElse(head -> found.put(conversation, head.head()), () -> missing.add(conversation));
        }
        if (missing.isEmpty()) {
            return completedFuture(found);
        }
        return access.later(database -> {
            Heads.load(database, cache, missing).forEach((id, head) -> found.put(id, head.head()));
            return found;
        });
    }

    @Override
    public CompletionStage<List<Item>> readAfter(ConversationId conversation, long seq, int limit, int maxBytes) {
        return access.later(database -> new Pages(database, conversation, limit, maxBytes).after(seq));
    }

    @Override
    public CompletionStage<List<Item>> readBefore(ConversationId conversation, long seq, int limit, int maxBytes) {
        return access.later(database -> new Pages(database, conversation, limit, maxBytes).before(seq));
    }

    @Override
    public CompletionStage<Optional<Known>> find(ConversationId conversation, UserId sender, ClientMessageId id) {
        byte[] key = Keys.dedup(Keys.conversation(conversation), sender, id);
        var value = new Holder<byte[]>();
        try {
            if (!access.now(database -> database.mayExist(Family.DEDUP, key, value))) {
                return completedFuture(Optional.empty());
            }
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
        if (value.getValue() != null) {
            return completedFuture(Optional.of(Values.known(value.getValue())));
        }
        return access.later(
                database -> Optional.ofNullable(database.get(Family.DEDUP, key)).map(Values::known));
    }

    @Override
    public CompletionStage<Long> register(ConversationId conversation, String register) {
        byte[] key = Keys.register(Keys.conversation(conversation), register);
        return access.later(database -> {
            byte[] value = database.get(Family.REGISTERS, key);
            return value == null ? 0L : Values.number(value);
        });
    }

    @Override
    public CompletionStage<List<ConversationId>> conversationsOf(UserId user) {
        return access.later(database -> {
            var found = new ArrayList<ConversationId>();
            byte[] prefix = Keys.user(user);
            try (var all = database.iterator(Family.MEMBERS)) {
                for (all.seek(prefix); all.isValid() && Keys.startsWith(all.key(), prefix); all.next()) {
                    found.add(Keys.conversationOfMember(all.key()));
                }
                all.status();
            }
            return found;
        });
    }

    @Override
    public CompletionStage<Void> dropBelow(ConversationId conversation, long seq) {
        var dropping = new Change.Dropping(new CompletableFuture<>(), conversation, seq);
        committer.submit(dropping);
        return dropping.stage();
    }

    @Override
    public CompletionStage<Void> erase(ConversationId conversation, long seq) {
        var erasing = new Change.Erasing(new CompletableFuture<>(), conversation, seq);
        committer.submit(erasing);
        return erasing.stage();
    }

    @Override
    public void close() {
        store.close();
    }
}
