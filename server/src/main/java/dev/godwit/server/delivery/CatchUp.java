package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame.Direction;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.LogReader;
import dev.godwit.server.log.Visibility;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// One answer to "what changed since?": the changed conversations, newest first, a frame at a time and only as fast as
/// the client reads; then where it is now.
///
/// The newest of them bring their newest entries along, as far as a first screen's worth of bytes goes; the
/// rest is for the client to sync. Owned by the delivery thread.
final class CatchUp {
    /// Bytes of entries that are sent unasked.
    private static final int ENTRY_BUDGET = 256 * 1024;

    private static final int ENTRIES_PER_CONVERSATION = 50;
    private static final int CONVERSATIONS_PER_FRAME = 50;

    /// Entries up to this much older than the mark come along: clocks of a restarted server may differ a little.
    private static final long MARK_MARGIN_MS = 5_000;

    private final Session session;
    private final ConversationLog log;
    private final LogReader reader;
    private final Receipts receipts;
    private final Executor owner;
    private final Mark since;
    private final Iterator<ConversationId> changed;
    private final Runnable finish;
    private int budget;

    CatchUp(
            Session session,
            ConversationLog log,
            LogReader reader,
            Receipts receipts,
            Executor owner,
            Mark since,
            List<ConversationId> changed,
            boolean withEntries,
            Runnable finish) {
        this.session = session;
        this.log = log;
        this.reader = reader;
        this.receipts = receipts;
        this.owner = owner;
        this.since = since;
        this.changed = changed.iterator();
        this.budget = withEntries ? ENTRY_BUDGET : 0;
        this.finish = finish;
    }

    void next() {
        if (!changed.hasNext()) {
            finish.run();
            return;
        }
        var building = new ArrayList<CompletableFuture<ServerFrame.Change>>();
        // While entries come along, one at a time: each takes from the same budget.
        int count = budget > 0 ? 1 : CONVERSATIONS_PER_FRAME;
        while (changed.hasNext() && building.size() < count) {
            building.add(change(changed.next()).toCompletableFuture());
        }
        var _ = CompletableFuture.allOf(building.toArray(CompletableFuture[]::new))
                .whenComplete((done, fault) -> owner.execute(() -> {
                    if (fault != null) {
                        session.reply(Delivery.failure(
                                Code.RETRY, "The server cannot read its store just now.", OptionalLong.empty()));
                    } else {
                        session.reply(new ServerFrame.Changes(
                                building.stream().map(CompletableFuture::join).toList()));
                        session.whenWritable(() -> owner.execute(this::next));
                    }
                }));
    }

    private CompletionStage<ServerFrame.Change> change(ConversationId conversation) {
        var answer = new CompletableFuture<ServerFrame.Change>();
        log.head(conversation)
                .whenComplete((head, fault) -> owner.execute(() -> {
                    if (fault != null || head == null) {
                        answer.completeExceptionally(fault != null ? fault : new IllegalStateException("no head read"));
                        return;
                    }
                    var visibility = Visibility.of(head, session.user());
                    receipts.of(conversation)
                            .thenCombine(newest(conversation, visibility), (cursors, items) -> {
                                var members = cursors.entrySet().stream()
                                        .map(e -> new ServerFrame.MemberCursor(
                                                e.getKey(), e.getValue().cursor()))
                                        .sorted((one, other) -> one.user().compareTo(other.user()))
                                        .toList();
                                return new ServerFrame.Change(
                                        conversation, members(head), visibility.head(), members, items);
                            })
                            .whenComplete((change, broken) -> {
                                if (broken != null) {
                                    answer.completeExceptionally(broken);
                                } else {
                                    answer.complete(change);
                                }
                            });
                }));
        return answer;
    }

    private static List<UserId> members(Head head) {
        return head.state().members();
    }

    private CompletionStage<List<Item>> newest(ConversationId conversation, Visibility visibility) {
        if (budget <= 0) {
            return CompletableFuture.completedStage(List.of());
        }
        long end = visibility.head() + 1;
        return reader.page(conversation, visibility, Direction.BEFORE, end, ENTRIES_PER_CONVERSATION)
                .thenApply(page -> {
                    var items = new ArrayList<Item>();
                    for (Item item : page.items()) {
                        if (item instanceof Entry entry && entry.at() < since.at() - MARK_MARGIN_MS) {
                            break;
                        }
                        items.add(item);
                        budget -= sizeOf(item);
                        if (budget <= 0) {
                            break;
                        }
                    }
                    return items.reversed();
                });
    }

    private static int sizeOf(Item item) {
        return item instanceof Entry entry
                ? 200 + EntryCodec.bodySize(entry.content().body())
                : Limits.MAX_JSON_DEPTH;
    }
}
