package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The cursors of the conversations that were asked about last; others are read from the store, once for
/// all who ask at the same time.
///
/// Owned by the delivery thread.
final class Cursors {
    private static final int MAX_CACHED = 400_000;

    private final CursorStore store;
    private final Executor owner;
    private final LinkedHashMap<ConversationId, Of> cache = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<ConversationId, CompletableFuture<Of>> loading = new HashMap<>();
    private long cached;

    /// All cursors of one conversation; only looked at and changed on the delivery thread.
    final class Of {
        private final Map<UserId, Stamped> byUser;
        private Set<UserId> unsaved = Set.of();

        private Of(Map<UserId, Stamped> stored) {
            byUser = new HashMap<>(stored);
        }

        Map<UserId, Stamped> all() {
            return byUser;
        }

        void put(UserId user, Stamped cursor) {
            if (byUser.put(user, cursor) == null) {
                cached++;
            }
        }

        /// The store could not take this one's cursor.
        void noteUnsaved(UserId user) {
            if (unsaved.isEmpty()) {
                unsaved = new HashSet<>(2);
            }
            unsaved.add(user);
        }

        /// @return whether the store is still to have this one's cursor, which the caller sees to from here on
        boolean takeUnsaved(UserId user) {
            return !unsaved.isEmpty() && unsaved.remove(user);
        }

        private long weight() {
            return 1L + byUser.size();
        }
    }

    Cursors(CursorStore store, Executor owner) {
        this.store = store;
        this.owner = owner;
    }

    /// Completes on the owner's thread.
    CompletionStage<Of> of(ConversationId conversation) {
        var known = cache.get(conversation);
        if (known != null) {
            return CompletableFuture.completedStage(known);
        }
        var others = loading.get(conversation);
        if (others != null) {
            return others;
        }
        var answer = new CompletableFuture<Of>();
        loading.put(conversation, answer);
        store.cursors(conversation)
                .whenComplete((stored, fault) -> owner.execute(() -> {
                    loading.remove(conversation);
                    if (fault != null || stored == null) {
                        answer.completeExceptionally(
                                fault != null ? fault : new IllegalStateException("no cursors read"));
                        return;
                    }
                    answer.complete(keep(conversation, new Of(stored)));
                }));
        return answer;
    }

    /// Takes one that was loaded a moment ago back into the cache, if it has gone from there since.
    Of keep(ConversationId conversation, Of loaded) {
        var known = cache.get(conversation);
        if (known != null) {
            return known;
        }
        cache.put(conversation, loaded);
        cached += loaded.weight();
        while (cached > MAX_CACHED && cache.size() > 1) {
            cached -= cache.pollFirstEntry().getValue().weight();
        }
        return loaded;
    }

    /// One user's own, without reading everybody's; completes on any thread.
    CompletionStage<Optional<Stamped>> own(ConversationId conversation, UserId user) {
        var known = cache.get(conversation);
        return known != null
                ? CompletableFuture.completedStage(
                        Optional.ofNullable(known.all().get(user)))
                : store.cursor(conversation, user);
    }

    @Nullable
    Of known(ConversationId conversation) {
        return cache.get(conversation);
    }
}
