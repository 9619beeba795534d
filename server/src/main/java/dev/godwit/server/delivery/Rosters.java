package dev.godwit.server.delivery;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.CursorStore.Stamped;
import dev.godwit.server.log.Group;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.log.Visibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/// Rosters of the users who were here last; others are made from the store when they come.
///
/// Owned by the delivery thread.
final class Rosters {
    private static final int MAX_ROSTERS = 10_000;

    private final LogStore log;
    private final CursorStore stored;
    private final Cursors cursors;
    private final CursorClock clock;
    private final Executor owner;
    private final Discretion discretion;
    private final Function<ConversationId, SharedLine> sharedLines;
    private final LinkedHashMap<UserId, Loading> byUser = new LinkedHashMap<>(16, 0.75f, true);

    /// @param ready completes on the owner's thread once the store's part is in
    private record Loading(Roster roster, CompletableFuture<Roster> ready) {}

    /// @param sharedLines the one line of each large group
    Rosters(
            LogStore log,
            CursorStore stored,
            Cursors cursors,
            CursorClock clock,
            Executor owner,
            Discretion discretion,
            Function<ConversationId, SharedLine> sharedLines) {
        this.discretion = discretion;
        this.log = log;
        this.stored = stored;
        this.cursors = cursors;
        this.clock = clock;
        this.owner = owner;
        this.sharedLines = sharedLines;
    }

    /// Registers the roster before the store is read: what is committed from now on is noted in it, what
    /// was before is read from the store, and nothing falls between.
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
        // Which of the stored cursors moved last is not known, only that none did after this.
        long latest = clock.now();
        log.conversationsOf(user)
                .thenCompose(conversations -> linesOf(user, conversations))
                .whenComplete((lines, fault) -> owner.execute(() -> {
                    if (fault != null || lines == null) {
                        byUser.remove(user, loading);
                        loading.ready()
                                .completeExceptionally(
                                        fault != null ? fault : new IllegalStateException("no roster read"));
                        return;
                    }
                    lines.forEach(line ->
                            note(loading.roster(), user, line.conversation(), line.head(), lastOf(line, user, latest)));
                    loading.ready().complete(loading.roster());
                }));
        return loading.ready();
    }

    /// Notes where a conversation stands for a user, if that one's roster is in memory or on its way there.
    void note(UserId user, ConversationId conversation, Head head, LastChange change) {
        var loading = byUser.get(user);
        if (loading != null) {
            note(loading.roster(), user, conversation, head, change);
        }
    }

    private void note(Roster roster, UserId user, ConversationId conversation, Head head, LastChange change) {
        var visibility = Visibility.of(head, user);
        if (visibility.isEmpty()) {
            return;
        }
        long visible = visibility.head();
        var person = head.state().person(user).orElseThrow();
        if (!person.isMember()) {
            long end = person.stays().getLast().end();
            roster.note(new RosterLine.Former(conversation, head.seq(), change, visible, end));
        } else if (Group.of(head).isLarge()) {
            var line = sharedLines.apply(conversation);
            line.move(head.seq(), head.stamp());
            roster.note(new RosterLine.Large(conversation, head.seq(), change, line));
        } else {
            roster.note(new RosterLine.Member(conversation, head.seq(), change, visible));
        }
    }

    /// @param open         whether its entries count
    /// @param members      whether everybody's cursors count, or only the user's own
    /// @param newestCursor stamp of the cursor that moved last; 0 for none
    private record StoredLine(
            ConversationId conversation, Head head, boolean open, boolean members, long newestCursor) {}

    private CompletionStage<List<StoredLine>> linesOf(UserId user, List<ConversationId> conversations) {
        return log.heads(conversations).thenCompose(heads -> {
            var lines = new ArrayList<CompletableFuture<StoredLine>>();
            for (Map.Entry<ConversationId, Head> head : heads.entrySet()) {
                lines.add(line(user, head.getKey(), head.getValue()).toCompletableFuture());
            }
            return CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new))
                    .thenApply(
                            done -> lines.stream().map(CompletableFuture::join).toList());
        });
    }

    /// Where the user is told nothing of the others' cursors, only their own count; and of a conversation
    /// that goes on without telling this line, not even its entries.
    private CompletionStage<StoredLine> line(UserId user, ConversationId conversation, Head head) {
        boolean open = Discretion.isOpenTo(head, user);
        boolean members = open && !discretion.isHiddenRequest(conversation, head, user);
        var newest = members
                ? stored.cursors(conversation).thenApply(all -> newest(all.values()))
                : stored.cursor(conversation, user)
                        .thenApply(own -> own.map(Stamped::stamp).orElse(0L));
        return newest.thenApply(stamp -> new StoredLine(conversation, head, open, members, stamp));
    }

    /// Cursors whose save was still on its way when the store was read are known in memory alone.
    private LastChange lastOf(StoredLine line, UserId user, long move) {
        long cursor = line.newestCursor();
        var known = cursors.known(line.conversation());
        if (known != null) {
            var own = known.all().get(user);
            long newest = line.members() ? newest(known.all().values()) : own == null ? 0 : own.stamp();
            cursor = Math.max(cursor, newest);
        }
        return new LastChange(line.open() ? line.head().stamp() : 0, cursor, move);
    }

    private static long newest(Collection<Stamped> cursors) {
        return cursors.stream().mapToLong(Stamped::stamp).max().orElse(0);
    }
}
