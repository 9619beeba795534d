package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Visibility;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The members' cursors: merged by max, told to the others at once, saved without a sync of their own.
///
/// Owned by the delivery thread.
final class Receipts {
    private static final int MAX_CACHED = 20_000;

    private final ConversationLog log;
    private final LogStore logStore;
    private final CursorStore store;
    private final Executor owner;
    private final Registry registry;
    private final Rosters rosters;
    private final LinkedHashMap<ConversationId, Map<UserId, Stamped>> cache = new LinkedHashMap<>(16, 0.75f, true);
    /// Sessions of whom something could not be accepted: they are not to be told that it is durable.
    private final Set<Session> lost = new HashSet<>();

    private CompletionStage<Void> accepting = CompletableFuture.completedStage(null);
    private boolean unsynced;
    private CompletionStage<Void> synced = CompletableFuture.completedStage(null);

    Receipts(
            ConversationLog log,
            LogStore logStore,
            CursorStore store,
            Executor owner,
            Registry registry,
            Rosters rosters) {
        this.log = log;
        this.logStore = logStore;
        this.store = store;
        this.owner = owner;
        this.registry = registry;
        this.rosters = rosters;
    }

    /// Takes what one device says; conversations that its user cannot see are ignored.
    CompletionStage<Void> accept(Session from, List<ClientFrame.OwnCursor> cursors) {
        var all = cursors.stream()
                .map(own -> accept(from, own).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        var accepted = CompletableFuture.allOf(all).whenComplete((done, fault) -> {
            if (fault != null) {
                owner.execute(() -> lost.add(from));
            }
        });
        accepting = accepting.thenCombine(accepted.exceptionally(fault -> null), (before, now) -> null);
        return accepted;
    }

    void detach(Session session) {
        lost.remove(session);
    }

    private CompletionStage<Void> accept(Session from, ClientFrame.OwnCursor own) {
        return log.head(own.conversation())
                .thenCombine(of(own.conversation()), (head, known) -> head)
                .thenCompose(head -> {
                    var done = new CompletableFuture<Void>();
                    owner.execute(() -> {
                        merge(from, own, head);
                        done.complete(null);
                    });
                    return done;
                });
    }

    private void merge(Session from, ClientFrame.OwnCursor own, Head head) {
        var user = from.user();
        var visibility = Visibility.of(head, user);
        if (visibility.isEmpty()) {
            return;
        }
        var members = cache.computeIfAbsent(own.conversation(), conversation -> new HashMap<>());
        var before = members.containsKey(user) ? members.get(user).cursor() : Cursor.NONE;
        // Nobody has read what is not there yet, whatever their device says.
        var claimed = new Cursor(
                Math.min(own.cursor().delivered(), visibility.head()),
                Math.min(own.cursor().read(), visibility.head()));
        var after = before.max(claimed);
        if (after.equals(before)) {
            return;
        }
        var stamped = new Stamped(after, logStore.stamp() + 1);
        members.put(user, stamped);
        unsynced = true;
        var saved = store.save(List.of(new CursorStore.Update(own.conversation(), user, stamped)));
        saved.exceptionally(lost -> {
            // Lazy by contract: the device repeats it in its next hello.
            return null;
        });
        announce(from, own.conversation(), user, stamped, head);
    }

    private void announce(Session from, ConversationId conversation, UserId user, Stamped stamped, Head head) {
        var frame = new EncodedFrame(new ServerFrame.Receipt(conversation, user, stamped.cursor()));
        for (UserId member : head.state().members()) {
            var roster = rosters.known(member);
            if (roster != null) {
                roster.touch(conversation, Visibility.of(head, member).head(), stamped.stamp());
            }
            for (Session session : registry.of(member)) {
                if (!session.equals(from)) {
                    session.push(frame);
                }
            }
        }
    }

    /// Cursors of one conversation; completes on the owner's thread.
    CompletionStage<Map<UserId, Stamped>> of(ConversationId conversation) {
        var known = cache.get(conversation);
        if (known != null) {
            return CompletableFuture.completedStage(known);
        }
        var answer = new CompletableFuture<Map<UserId, Stamped>>();
        store.cursors(conversation)
                .whenComplete((stored, fault) -> owner.execute(() -> {
                    if (fault != null || stored == null) {
                        answer.completeExceptionally(
                                fault != null ? fault : new IllegalStateException("no cursors read"));
                        return;
                    }
                    if (cache.size() >= MAX_CACHED && !cache.containsKey(conversation)) {
                        cache.remove(cache.firstEntry().getKey());
                    }
                    answer.complete(cache.computeIfAbsent(conversation, c -> new HashMap<>(stored)));
                }));
        return answer;
    }

    /// Completes when everything accepted so far is durable; fails if something of this session could not be accepted.
    CompletionStage<Void> sync(Session asker) {
        return accepting.thenCompose(accepted -> {
            var done = new CompletableFuture<CompletionStage<Void>>();
            owner.execute(() -> done.complete(syncNow(asker)));
            return done.thenCompose(stage -> stage);
        });
    }

    private CompletionStage<Void> syncNow(Session asker) {
        if (lost.contains(asker)) {
            return CompletableFuture.failedStage(new IllegalStateException("receipts of this session were lost"));
        }
        if (unsynced) {
            unsynced = false;
            synced = store.sync().whenComplete((done, fault) -> {
                if (fault != null) {
                    owner.execute(() -> unsynced = true);
                }
            });
        }
        return synced;
    }
}
