package dev.godwit.server.delivery;

import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrame.Change;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// One answer to "what changed since?": the changed conversations, newest first, a frame at a time and only
/// as fast as the client reads; then where it is now.
///
/// The newest of them bring their newest entries along, as far as a first screen's worth of bytes goes; the
/// rest is for the client to sync. Owned by the delivery thread.
final class CatchUp {
    /// Bytes of entries that are sent unasked.
    private static final int ENTRY_BUDGET = 256 * 1024;

    private static final int ENTRIES_PER_CONVERSATION = 50;
    private static final int CONVERSATIONS_AT_ONCE = 50;
    /// A group with its members and their cursors is as much as many 1:1s.
    private static final int GROUPS_AT_ONCE = 5;

    /// Bytes of JSON, about, of a conversation, one of its members and one cursor.
    private static final int CHANGE_BYTES = 200;

    private static final int MEMBER_BYTES = 60;
    private static final int CURSOR_BYTES = 90;

    private final Session session;
    private final ChangeReader reader;
    private final Executor owner;
    private final Mark since;
    private final Roster roster;
    private final Iterator<ConversationId> changed;
    private final Runnable finish;
    private int budget;

    CatchUp(
            Session session,
            ChangeReader reader,
            Executor owner,
            Mark since,
            Roster roster,
            boolean withEntries,
            Runnable finish) {
        this.session = session;
        this.reader = reader;
        this.owner = owner;
        this.since = since;
        this.roster = roster;
        this.changed = roster.changedSince(since).iterator();
        this.budget = withEntries ? ENTRY_BUDGET : 0;
        this.finish = finish;
    }

    void next() {
        if (!changed.hasNext()) {
            finish.run();
            return;
        }
        boolean withEntries = budget > 0;
        var building = new ArrayList<CompletableFuture<Change>>();
        // While entries come along, one at a time: each takes from the same budget.
        int room = withEntries ? 1 : CONVERSATIONS_AT_ONCE;
        while (changed.hasNext() && room > 0) {
            var conversation = changed.next();
            room -= conversation.type() == ConversationType.GROUP ? CONVERSATIONS_AT_ONCE / GROUPS_AT_ONCE : 1;
            building.add(reader.read(
                            conversation,
                            session.user(),
                            roster.isLarge(conversation),
                            withEntries ? ENTRIES_PER_CONVERSATION : 0)
                    .toCompletableFuture());
        }
        var _ = CompletableFuture.allOf(building.toArray(CompletableFuture[]::new))
                .whenComplete((done, fault) -> owner.execute(() -> {
                    if (fault != null) {
                        session.reply(Delivery.failure(
                                Code.RETRY, "The server cannot read its store just now.", OptionalLong.empty()));
                    } else {
                        reply(building.stream()
                                .map(CompletableFuture::join)
                                .map(this::withinBudget)
                                .toList());
                        session.whenWritable(() -> owner.execute(this::next));
                    }
                }));
    }

    private void reply(List<Change> changes) {
        var frame = new ArrayList<Change>();
        int bytes = 0;
        for (Change change : changes) {
            int size = sizeOf(change);
            if (!frame.isEmpty() && bytes + size > Limits.PAGE_BYTES) {
                session.reply(new ServerFrame.Changes(frame));
                frame.clear();
                bytes = 0;
            }
            frame.add(change);
            bytes += size;
        }
        session.reply(new ServerFrame.Changes(frame));
    }

    /// The newest items, ascending, as far as they are new to the device and there is room for them.
    private Change withinBudget(Change change) {
        var items = new ArrayList<Item>();
        for (Item item : change.items()) {
            if (budget <= 0 || (item instanceof Entry entry && entry.at() < since.earliest())) {
                break;
            }
            items.add(item);
            budget -= sizeOf(item);
        }
        return new Change(
                change.conversation(),
                change.members(),
                change.group(),
                change.head(),
                change.cursors(),
                items.reversed());
    }

    private static int sizeOf(Change change) {
        int members = change.members().size()
                + change.group().map(group -> group.members().size()).orElse(0);
        return CHANGE_BYTES
                + members * MEMBER_BYTES
                + change.cursors().size() * CURSOR_BYTES
                + change.items().stream().mapToInt(CatchUp::sizeOf).sum();
    }

    private static int sizeOf(Item item) {
        return item instanceof Entry entry
                ? 200 + EntryCodec.bodySize(entry.content().body())
                : Limits.MAX_JSON_DEPTH;
    }
}
