package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Rosters of the users who were here last; others are made from the store when they come.
///
/// Owned by the delivery thread.
final class Rosters {
    private static final int MAX_ROSTERS = 10_000;

    private final LogStore log;
    private final CursorStore cursors;
    private final Executor owner;
    private final LinkedHashMap<UserId, Loading> byUser = new LinkedHashMap<>(16, 0.75f, true);

    /// @param ready completes on the owner's thread once the store's part is in
    private record Loading(Roster roster, CompletableFuture<Roster> ready) {}

    Rosters(LogStore log, CursorStore cursors, Executor owner) {
        this.log = log;
        this.cursors = cursors;
        this.owner = owner;
    }

    /// Registers the roster before the store is read: what is committed from now on is touched in it, what was
    /// before is read from the store, and nothing falls between.
    CompletionStage<Roster> of(UserId user) {
        var known = byUser.get(user);
        if (known != null) {
            return known.ready();
        }
        if (byUser.size() >= MAX_ROSTERS) {
            byUser.remove(byUser.firstEntry().getKey());
        }
        var loading = new Loading(new Roster(), new CompletableFuture<>());
        byUser.put(user, loading);
        log.conversationsOf(user)
                .thenCompose(this::linesOf)
                .whenComplete((lines, fault) -> owner.execute(() -> {
                    if (fault != null || lines == null) {
                        byUser.remove(user);
                        loading.ready()
                                .completeExceptionally(
                                        fault != null ? fault : new IllegalStateException("no roster read"));
                        return;
                    }
                    lines.forEach(
                            line -> loading.roster().touch(line.conversation(), headFor(user, line), line.stamp()));
                    loading.ready().complete(loading.roster());
                }));
        return loading.ready();
    }

    /// The user's roster if it is in memory, complete or on its way there.
    @Nullable
    Roster known(UserId user) {
        var loading = byUser.get(user);
        return loading == null ? null : loading.roster();
    }

    private static long headFor(UserId user, StoredLine line) {
        return Visibility.of(line.head(), user).head();
    }

    private record StoredLine(ConversationId conversation, Head head, long stamp) {}

    private CompletionStage<List<StoredLine>> linesOf(List<ConversationId> conversations) {
        return log.heads(conversations).thenCompose(heads -> {
            var lines = new ArrayList<CompletableFuture<StoredLine>>();
            for (Map.Entry<ConversationId, Head> head : heads.entrySet()) {
                lines.add(cursors.cursors(head.getKey())
                        .thenApply(members -> new StoredLine(
                                head.getKey(), head.getValue(), stampOf(head.getValue(), members.values())))
                        .toCompletableFuture());
            }
            return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                    .thenApply(
                            done -> lines.stream().map(CompletableFuture::join).toList());
        });
    }

    private static long stampOf(Head head, Iterable<CursorStore.Stamped> cursors) {
        long stamp = head.stamp();
        for (var cursor : cursors) {
            stamp = Math.max(stamp, cursor.stamp());
        }
        return stamp;
    }
}
