package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The device's own cursors: how far it has, and its user has read, each conversation.
///
/// They go out merged and at most every 200 ms, only after they are committed here, and again in every
/// `hello` until a `check` that followed them was answered.
final class Receipts {
    static final long COALESCE_MILLIS = 200;

    private static final class Own {
        long seen;
        Cursor current = Cursor.NONE;
        Cursor sent = Cursor.NONE;
        Cursor confirmed = Cursor.NONE;
        Cursor asked = Cursor.NONE;
    }

    private final UserId me;
    private final Map<ConversationId, Own> cursors = new LinkedHashMap<>();
    /// Those whose `current` is ahead of `sent`.
    private final Set<ConversationId> unsent = new LinkedHashSet<>();
    private final Set<ConversationId> unconfirmed = new LinkedHashSet<>();
    /// Those whose copy is being compared: what was claimed of one log is not true of another.
    private final Set<ConversationId> held = new HashSet<>();
    private boolean flushing;
    private long flushAt;

    Receipts(UserId me) {
        this.me = me;
    }

    void load(ConversationId conversation, Cursor own, Cursor confirmed) {
        Own cursor = own(conversation);
        cursor.current = own;
        cursor.confirmed = confirmed;
        cursor.seen = own.read();
        note(conversation, cursor);
    }

    private Own own(ConversationId conversation) {
        return cursors.computeIfAbsent(conversation, c -> new Own());
    }

    private void note(ConversationId conversation, Own cursor) {
        if (!cursor.current.max(cursor.sent).equals(cursor.sent)) {
            unsent.add(conversation);
        }
        if (!cursor.current.max(cursor.confirmed).equals(cursor.confirmed)) {
            unconfirmed.add(conversation);
        }
    }

    void seen(Turn turn, Timeline timeline, long seq) {
        Own cursor = own(timeline.id);
        if (seq > cursor.seen) {
            cursor.seen = seq;
            advance(turn, timeline, true);
        }
    }

    /// The coverage has grown.
    ///
    /// @param soon whether others wait for this receipt; for an own entry nobody does
    void advance(Turn turn, Timeline timeline, boolean soon) {
        if (timeline.recovery.isPresent()) {
            return;
        }
        Own cursor = own(timeline.id);
        long delivered = timeline.covered().contiguousEnd();
        long read = Math.min(cursor.seen, delivered);
        // Of a large group nobody asks what has arrived where, only what was read.
        var reached = cursor.current.max(new Cursor(timeline.isLarge() ? read : delivered, read));
        if (reached.equals(cursor.current)) {
            return;
        }
        cursor.current = reached;
        turn.write(new StoreOp.SetCursor(timeline.id, me, reached));
        note(timeline.id, cursor);
        if (soon && !flushing) {
            flushing = true;
            flushAt = turn.now() + COALESCE_MILLIS;
        }
    }

    /// The log may be another one by now: nothing is said of it until it is compared, see [#cut].
    void hold(ConversationId conversation) {
        held.add(conversation);
        unsent.remove(conversation);
    }

    /// The log beyond `upTo` is another one now.
    void cut(ConversationId conversation, long upTo) {
        held.remove(conversation);
        Own cursor = own(conversation);
        cursor.current = new Cursor(Math.min(cursor.current.delivered(), upTo), Math.min(cursor.current.read(), upTo));
        cursor.seen = Math.min(cursor.seen, upTo);
        cursor.confirmed = Cursor.NONE;
        cursor.sent = Cursor.NONE;
        cursor.asked = Cursor.NONE;
        if (cursor.current.equals(Cursor.NONE)) {
            unsent.remove(conversation);
            unconfirmed.remove(conversation);
        }
        note(conversation, cursor);
    }

    /// What `hello` is to repeat; the rest follows after the greeting.
    List<ClientFrame.OwnCursor> greeting() {
        unsent.clear();
        unsent.addAll(unconfirmed);
        unsent.removeAll(held);
        cursors.values().forEach(cursor -> {
            cursor.sent = Cursor.NONE;
            cursor.asked = Cursor.NONE;
        });
        return takeUnsent();
    }

    private List<ClientFrame.OwnCursor> takeUnsent() {
        var out = new ArrayList<ClientFrame.OwnCursor>();
        for (var iterator = unsent.iterator(); iterator.hasNext() && out.size() < Limits.MAX_RECEIPTS; ) {
            ConversationId conversation = iterator.next();
            Own cursor = own(conversation);
            cursor.sent = cursor.current;
            out.add(new ClientFrame.OwnCursor(conversation, cursor.current));
            iterator.remove();
        }
        return out;
    }

    void flush(Turn turn) {
        flushing = false;
        while (!unsent.isEmpty()) {
            turn.act(new Action.SendFrame(new ClientFrame.Receipts(takeUnsent())));
        }
    }

    void flushIfDue(Turn turn) {
        if (flushing && turn.now() >= flushAt) {
            flush(turn);
        }
    }

    void wake(Turn turn) {
        if (flushing) {
            turn.wakeBy(flushAt);
        }
    }

    /// A `check` leaves: its answer will confirm what was sent until now.
    void asked() {
        unconfirmed.forEach(conversation -> {
            Own cursor = own(conversation);
            cursor.asked = cursor.sent;
        });
    }

    void answered(Turn turn) {
        for (var iterator = unconfirmed.iterator(); iterator.hasNext(); ) {
            ConversationId conversation = iterator.next();
            Own cursor = own(conversation);
            if (cursor.asked.equals(Cursor.NONE)) {
                continue;
            }
            cursor.confirmed = cursor.confirmed.max(cursor.asked);
            turn.write(new StoreOp.ConfirmCursor(conversation, cursor.confirmed));
            if (cursor.current.max(cursor.confirmed).equals(cursor.confirmed)) {
                iterator.remove();
            }
        }
    }

    boolean allConfirmed() {
        return unconfirmed.isEmpty();
    }
}
