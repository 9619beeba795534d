package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.StateDigest;
import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// All logs of which the device has, or should have, a copy.
final class Timelines {
    private final Map<ConversationId, Timeline> all = new LinkedHashMap<>();
    private final Set<Timeline> wanting = new LinkedHashSet<>();
    private final Set<Timeline> recovering = new LinkedHashSet<>();
    private final UserId me;
    private final OutboxQueue outbox;
    private final Receipts receipts;
    private final Directory directory;
    private long epochNo;

    Timelines(Snapshot snapshot, OutboxQueue outbox, Receipts receipts, Directory directory) {
        this.me = snapshot.me();
        this.outbox = outbox;
        this.receipts = receipts;
        this.directory = directory;
        this.epochNo = snapshot.epochNo();
        for (var known : snapshot.conversations()) {
            var timeline = new Timeline(
                    known.id(), known.members(), known.head(), known.covered().copy(), known.trusted());
            all.put(timeline.id, timeline);
            receipts.load(known.id(), known.own(), known.confirmed());
            directory.meets(known.members());
            if (!timeline.covered().isEmpty() && timeline.trusted < epochNo) {
                distrust(timeline);
            }
            note(timeline);
        }
    }

    Optional<Timeline> find(ConversationId id) {
        return Optional.ofNullable(all.get(id));
    }

    /// Makes it if it is new.
    Timeline meet(Turn turn, ConversationId id, List<UserId> members) {
        Timeline timeline = all.get(id);
        if (timeline == null) {
            timeline = new Timeline(id, members, 0, RangeSet.empty(), epochNo);
            all.put(id, timeline);
            turn.write(new StoreOp.SetMembers(id, members));
        } else if (!members.isEmpty() && !timeline.members.equals(members)) {
            timeline.members = members;
            turn.write(new StoreOp.SetMembers(id, members));
        }
        directory.meets(members);
        return timeline;
    }

    void change(Turn turn, ServerFrame.Change change) {
        Timeline timeline = meet(turn, change.conversation(), change.members());
        timeline.stuck = false;
        if (timeline.recovery.isEmpty() && change.head() < timeline.head()) {
            distrust(timeline);
        }
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(change.head());
        } else {
            take(turn, timeline, change.items(), change.head());
        }
        change.cursors().forEach(member -> cursor(turn, timeline, member));
    }

    void cursor(Turn turn, Timeline timeline, ServerFrame.MemberCursor member) {
        if (member.user().equals(me)) {
            if (member.cursor().read() > 0) {
                turn.write(new StoreOp.SetSeen(timeline.id, member.cursor().read()));
                receipts.seen(turn, timeline, member.cursor().read());
            }
            return;
        }
        var op = new StoreOp.SetCursor(timeline.id, member.user(), member.cursor());
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().cursors.add(op);
        } else {
            turn.write(op);
        }
    }

    /// Whether anything was new.
    boolean take(Turn turn, Timeline timeline, List<? extends Item> items, long head) {
        boolean fromOthers = false;
        var senders = new LinkedHashSet<UserId>();
        for (Item item : items) {
            if (item instanceof Entry entry) {
                senders.add(entry.from());
                fromOthers |= !entry.from().equals(me);
                if (entry.from().equals(me)) {
                    outbox.decided(turn, timeline.id, entry.id());
                }
            }
        }
        directory.meets(senders);
        boolean news = timeline.take(turn, items, head);
        receipts.advance(turn, timeline, fromOthers);
        note(timeline);
        return news;
    }

    /// Whether the conversation was known before.
    boolean pushed(Turn turn, ServerFrame.Pushed push) {
        UserId from = push.entry().from();
        Optional<Timeline> known = find(push.conversation());
        // What the user's own account wrote does not say to whom; the next check does.
        Timeline timeline =
                known.orElseGet(() -> meet(turn, push.conversation(), from.equals(me) ? List.of() : List.of(me, from)));
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(push.entry().seq());
        } else {
            take(turn, timeline, List.of(push.entry()), 0);
        }
        return known.isPresent();
    }

    void sent(Turn turn, ServerFrame.Sent sent) {
        Timeline timeline = meet(turn, sent.conversation(), List.of());
        boolean waited = outbox.decided(turn, sent.conversation(), sent.id());
        turn.write(new StoreOp.Confirm(sent.conversation(), sent.id(), sent.seq(), sent.at()));
        if (waited && timeline.recovery.isEmpty() && timeline.covered().contains(sent.seq())) {
            // Something else stands there in the local copy: the server went back and did not say so.
            distrust(timeline);
        }
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(sent.seq());
        } else if (waited) {
            timeline.placed(turn, sent.seq());
            receipts.advance(turn, timeline, false);
        } else {
            timeline.knowsHead(turn, sent.seq());
        }
        note(timeline);
    }

    void beginEpoch() {
        epochNo++;
        for (Timeline timeline : all.values()) {
            if (timeline.covered().isEmpty()) {
                timeline.trusted = epochNo;
            } else {
                distrust(timeline);
            }
        }
    }

    void distrust(Timeline timeline) {
        timeline.stuck = false;
        timeline.recovery = Optional.of(new Recovery(timeline));
        recovering.add(timeline);
        wanting.remove(timeline);
        outbox.hold(timeline.id);
    }

    /// Whatever the server did not mention in an exact answer is not there any more.
    void distrustAllBut(Set<ConversationId> mentioned) {
        for (Timeline timeline : all.values()) {
            if (timeline.head() > 0 && timeline.recovery.isEmpty() && !mentioned.contains(timeline.id)) {
                distrust(timeline);
            }
        }
    }

    void compared(Turn turn, Event.LocalEntries local) {
        Optional<Timeline> found = find(local.conversation());
        if (found.isEmpty() || found.get().recovery.isEmpty()) {
            return;
        }
        Timeline timeline = found.get();
        OptionalLong same = found.get().recovery.get().compare(turn, local.entries(), epochNo);
        if (same.isPresent()) {
            recovering.remove(timeline);
            outbox.release(turn, timeline.id);
            receipts.cut(timeline.id, same.getAsLong());
            receipts.advance(turn, timeline, true);
            note(timeline);
        }
    }

    /// Keeps the list of what has holes right.
    void note(Timeline timeline) {
        if (timeline.newestHole().isPresent()) {
            wanting.add(timeline);
        } else {
            wanting.remove(timeline);
        }
    }

    /// After a check everything may be asked for again.
    void unstick() {
        for (Timeline timeline : all.values()) {
            if (timeline.stuck) {
                timeline.stuck = false;
                note(timeline);
            }
        }
    }

    StateDigest digest() {
        StateDigest digest = StateDigest.EMPTY;
        for (Timeline timeline : all.values()) {
            digest = digest.with(timeline.id, timeline.head());
        }
        return digest;
    }

    Collection<Timeline> wanting() {
        return List.copyOf(wanting);
    }

    Collection<Timeline> recovering() {
        return List.copyOf(recovering);
    }
}
