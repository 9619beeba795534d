package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What waits for the server: one lane per conversation, taken in turns, pipelined within the window.
final class OutboxQueue {
    /// How many rows of a conversation are kept in memory at most, and when to read more.
    static final int LANE_LENGTH = 256;

    static final int LOW_WATER = 96;

    /// How often an entry of a conversation that a restored server has lost is tried, with pauses of up to a
    /// minute: it can only come back once the conversation, or the sender's place in it, was brought back by
    /// another device.
    static final int PATIENCE = 24;

    private final Map<ConversationId, Lane> lanes = new LinkedHashMap<>();
    private final Backoff backoff;
    private int inFlight;
    private boolean greeted;
    private int window;
    private int firstFlightBytes;

    OutboxQueue(Backoff backoff) {
        this.backoff = backoff;
    }

    void replace(LocalChanges changes) {
        Map<ConversationId, List<OutboxRow.Queued>> rows = new LinkedHashMap<>();
        lanes.keySet().forEach(conversation -> rows.put(conversation, new ArrayList<>()));
        for (OutboxRow row : changes.rows()) {
            if (row instanceof OutboxRow.Queued queued) {
                rows.computeIfAbsent(queued.conversation(), c -> new ArrayList<>())
                        .add(queued);
            }
        }
        rows.forEach((conversation, queued) ->
                lane(conversation).replace(queued, changes.truncated().contains(conversation)));
        lanes.values().removeIf(lane -> lane.isEmpty() && !lane.held);
        inFlight = lanes.values().stream().mapToInt(Lane::inFlight).sum();
    }

    private Lane lane(ConversationId conversation) {
        return lanes.computeIfAbsent(conversation, Lane::new);
    }

    boolean isEmpty() {
        return lanes.values().stream().allMatch(Lane::isEmpty);
    }

    boolean anyInFlight() {
        return inFlight > 0;
    }

    OptionalLong oldest() {
        return lanes.values().stream().flatMapToLong(Lane::sentTimes).min();
    }

    void opened() {
        greeted = false;
        window = Limits.FIRST_FLIGHT_SENDS;
        firstFlightBytes = Limits.FIRST_FLIGHT_BYTES;
    }

    void welcomed(int grantedWindow) {
        greeted = true;
        window = grantedWindow;
    }

    void connectionLost() {
        inFlight = 0;
        lanes.values().forEach(Lane::connectionLost);
    }

    void hold(ConversationId conversation) {
        lane(conversation).held = true;
    }

    /// What was found to be gone from the server goes first, and is only in the database yet.
    void release(Turn turn, ConversationId conversation) {
        lane(conversation).held = false;
        lane(conversation).readAgain(turn);
    }

    /// The entry stands in the log, or its id is burnt; whether the engine had it in its queue.
    boolean decided(Turn turn, ConversationId conversation, ClientMessageId id) {
        Lane lane = lanes.get(conversation);
        Optional<Lane.Slot> slot = lane == null ? Optional.empty() : lane.find(id);
        if (lane == null || slot.isEmpty()) {
            return false;
        }
        lane.remove(slot.get());
        landed(slot.get());
        if (slot.get().row instanceof OutboxRow.Cancel || slot.get().isEdit()) {
            lane.readAgain(turn);
        } else if (lane.runsLow()) {
            turn.act(new Action.ReadOutbox());
        }
        return true;
    }

    /// Whether the user comes into a group by this entry.
    boolean isJoin(ConversationId conversation, ClientMessageId id) {
        Lane lane = lanes.get(conversation);
        return lane != null && lane.find(id).filter(Lane.Slot::isJoin).isPresent();
    }

    private void landed(Lane.Slot slot) {
        if (slot.inFlight) {
            inFlight--;
            slot.landed();
        }
    }

    void refused(Turn turn, ServerFrame.Refused refused) {
        Lane lane = lanes.get(refused.conversation());
        Optional<Lane.Slot> found = lane == null ? Optional.empty() : lane.find(refused.id());
        if (lane == null || found.isEmpty()) {
            return;
        }
        Lane.Slot slot = found.get();
        if (slot.answersFormer) {
            // It was withdrawn meanwhile: what becomes of it the answer to that says.
            landed(slot);
            return;
        }
        // After `after_pending` that is all: it follows its predecessor again, as soon as that one may leave.
        landed(slot);
        if (refused.code().isPermanent() && !mayComeBack(slot, refused)) {
            lane.remove(slot);
            if (slot.isDisplaced() && slot.attempts >= PATIENCE) {
                // What is behind it has waited for the same, and as long.
                lane.displaced().forEach(other -> other.attempts = Math.max(other.attempts, PATIENCE));
            }
            String hint = refused.code().hint();
            String reason = refused.message().isEmpty() ? hint : refused.message() + ' ' + hint;
            boolean done = refused.code() == Code.NO_CHANGE && slot.isDisplaced();
            turn.write(
                    refused.code() == Code.CANCELLED || done
                            ? new StoreOp.Withdrawn(slot.row.key(), slot.row.rev())
                            : new StoreOp.Fail(
                                    slot.row.key(),
                                    slot.row.rev(),
                                    refused.code().wire(),
                                    reason,
                                    refused.version()));
            // The row may have been changed meanwhile: then it has not failed, and is to be tried as it is now.
            lane.readAgain(turn);
        } else if (refused.code() != Code.AFTER_PENDING) {
            slot.attempts++;
            long delay = refused.retryAfter().orElseGet(() -> backoff.delay(slot.attempts));
            lane.postpone(slot, turn.now() + delay);
            turn.write(new StoreOp.Postpone(slot.row.key(), slot.row.rev(), slot.attempts, delay));
        }
    }

    private static boolean mayComeBack(Lane.Slot slot, ServerFrame.Refused refused) {
        boolean group = refused.conversation().type() == ConversationType.GROUP;
        boolean depends = switch (refused.code()) {
            // Of a 1:1 that another device of the user's began, this one may not know yet with whom it is.
            case NO_CONVERSATION -> group ? slot.isDisplaced() : slot.row.with().isEmpty();
            case NOT_A_MEMBER, NOT_ALLOWED -> slot.isDisplaced() && group;
            default -> false;
        };
        return depends && slot.attempts < PATIENCE;
    }

    /// Sends what may leave; answers with the conversations in which that is.
    Set<ConversationId> pump(Turn turn) {
        Set<ConversationId> left = new LinkedHashSet<>();
        boolean progress = true;
        while (progress && inFlight < window) {
            progress = false;
            for (Lane lane : lanes.values()) {
                if (inFlight >= window) {
                    break;
                }
                if (sendNext(turn, lane)) {
                    progress = true;
                    left.add(lane.conversation);
                }
            }
        }
        return left;
    }

    private boolean sendNext(Turn turn, Lane lane) {
        Optional<Lane.Slot> next = lane.next(turn.now(), greeted);
        if (next.isEmpty()) {
            return false;
        }
        Lane.Slot slot = next.get();
        ClientFrame frame = frame(lane, slot);
        if (!greeted) {
            int size = ClientFrameCodec.write(frame).length;
            if (size > firstFlightBytes) {
                return false;
            }
            firstFlightBytes -= size;
        }
        if (slot.row instanceof OutboxRow.Send send && !send.maybeSent()) {
            turn.write(new StoreOp.MarkSent(send.key(), send.rev()));
            slot.row = new OutboxRow.Send(
                    send.key(),
                    send.rev(),
                    send.attempts(),
                    send.conversation(),
                    send.with(),
                    send.id(),
                    send.content(),
                    true,
                    send.displaced());
        }
        slot.inFlight = true;
        slot.sentAt = turn.now();
        inFlight++;
        turn.act(new Action.SendFrame(frame));
        return true;
    }

    private static ClientFrame frame(Lane lane, Lane.Slot slot) {
        return switch (slot.row) {
            case OutboxRow.Send send ->
                new ClientFrame.Send(
                        send.conversation(), send.id(), lane.predecessor(slot), send.with(), send.content());
            case OutboxRow.Cancel cancel -> new ClientFrame.Cancel(cancel.conversation(), cancel.id(), cancel.with());
        };
    }

    void wake(Turn turn) {
        lanes.values().forEach(lane -> lane.wake(turn));
    }
}
