package dev.godwit.client.core;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// The queue of one conversation. Rows leave in order; a row that must wait holds up what is behind it.
final class Lane {
    static final class Slot {
        OutboxRow.Queued row;
        boolean inFlight;
        long sentAt;
        long notBefore;
        int attempts;

        /// What is on its way is what the row was before the user withdrew it: the answer is to that.
        boolean answersFormer;

        Slot(OutboxRow.Queued row) {
            this.row = row;
            this.attempts = row.attempts();
        }

        /// Goes on as the one that had this row before the user changed it.
        void succeed(Slot known) {
            boolean same = known.row.getClass().equals(row.getClass());
            inFlight = known.inFlight;
            sentAt = known.sentAt;
            answersFormer = known.inFlight && (known.answersFormer || !same);
            if (same) {
                notBefore = known.notBefore;
                attempts = known.attempts;
            }
        }

        void landed() {
            inFlight = false;
            answersFormer = false;
        }

        /// Whether it stood in the log before the server was restored.
        boolean isDisplaced() {
            return row instanceof OutboxRow.Send send && send.displaced();
        }

        /// One that was lost may come back behind a newer one, which is then said again.
        boolean isEdit() {
            return is(Kinds.EDIT);
        }

        /// By which the user comes into a group.
        boolean isJoin() {
            return is(Kinds.GROUP_JOIN);
        }

        private boolean is(String kind) {
            return row instanceof OutboxRow.Send send && send.content().kind().equals(kind);
        }
    }

    final ConversationId conversation;
    private List<Slot> slots = new ArrayList<>();
    private boolean truncated;
    /// After "later" from the server one row at a time goes out until one is taken: the rows behind it could
    /// only be answered `after_pending`.
    private boolean cautious;
    /// The local copy of this log is being compared with the server's: own entries that are gone must go first.
    boolean held;

    /// The database knows better than this lane what comes next: nothing leaves until it was read again.
    private boolean stale;

    Lane(ConversationId conversation) {
        this.conversation = conversation;
    }

    void replace(List<OutboxRow.Queued> rows, boolean hasMore) {
        Map<Long, Slot> old = new HashMap<>();
        slots.forEach(slot -> old.put(slot.row.key(), slot));
        var fresh = new ArrayList<Slot>();
        for (var row : rows) {
            Slot known = old.get(row.key());
            var slot = new Slot(row);
            if (known != null && known.row.id().equals(row.id())) {
                slot.succeed(known);
            }
            fresh.add(slot);
        }
        slots = fresh;
        stale = false;
        truncated = hasMore;
    }

    boolean isEmpty() {
        return slots.isEmpty() && !truncated && !stale;
    }

    boolean runsLow() {
        return truncated && slots.size() < OutboxQueue.LOW_WATER;
    }

    int inFlight() {
        int count = 0;
        for (Slot slot : slots) {
            if (slot.inFlight) {
                count++;
            }
        }
        return count;
    }

    LongStream sentTimes() {
        return slots.stream().filter(slot -> slot.inFlight).mapToLong(slot -> slot.sentAt);
    }

    void connectionLost() {
        cautious = false;
        slots.forEach(Slot::landed);
    }

    List<Slot> displaced() {
        return slots.stream().filter(Slot::isDisplaced).toList();
    }

    Optional<Slot> find(ClientMessageId id) {
        for (Slot slot : slots) {
            if (slot.row.id().equals(id)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    void remove(Slot slot) {
        slots.remove(slot);
        cautious = false;
    }

    /// What takes the place of the removed row is only in the database yet.
    void readAgain(Turn turn) {
        stale = true;
        turn.act(new Action.ReadOutbox());
    }

    void postpone(Slot slot, long until) {
        slot.notBefore = until;
        cautious = true;
    }

    /// The row that may leave now, if there is one.
    Optional<Slot> next(long now, boolean greeted) {
        if (held || stale || (cautious && inFlight() > 0)) {
            return Optional.empty();
        }
        for (Slot slot : slots) {
            boolean barrier = slot.row instanceof OutboxRow.Cancel;
            // Only after the greeting is it sure that a target's seq still means the same entry.
            boolean early = !barrier && !hasTarget(slot);
            if (!slot.inFlight) {
                boolean ready = slot.notBefore <= now && (greeted || early);
                return ready ? Optional.of(slot) : Optional.empty();
            }
            if (barrier) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean hasTarget(Slot slot) {
        return slot.row instanceof OutboxRow.Send send
                && send.content().target().isPresent();
    }

    /// The row before this one: everything in the lane is un-acked.
    Optional<ClientMessageId> predecessor(Slot slot) {
        int index = slots.indexOf(slot);
        return index <= 0
                ? Optional.empty()
                : Optional.of(slots.get(index - 1).row.id());
    }

    void wake(Turn turn) {
        for (Slot slot : slots) {
            if (!slot.inFlight) {
                if (!held && slot.notBefore > turn.now()) {
                    turn.wakeBy(slot.notBefore);
                }
                return;
            }
        }
    }
}
