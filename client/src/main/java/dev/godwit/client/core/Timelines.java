package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupView;
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
    private final Set<Timeline> recovering = new LinkedHashSet<>();
    private final UserId me;
    private final OutboxQueue outbox;
    private final Receipts receipts;
    private final Directory directory;
    private final HoleQueue holes;
    private Optional<String> epoch;
    private long epochNo;

    Timelines(Snapshot snapshot, OutboxQueue outbox, Receipts receipts, Directory directory, HoleQueue holes) {
        this.me = snapshot.me();
        this.holes = holes;
        this.epoch = snapshot.epoch();
        this.outbox = outbox;
        this.receipts = receipts;
        this.directory = directory;
        this.epochNo = snapshot.epochNo();
        directory.meets(snapshot.nameless());
        for (var known : snapshot.conversations()) {
            var timeline = new Timeline(
                    known.id(), known.members(), known.head(), known.covered().copy(), known.trusted(), known.large());
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
            timeline = new Timeline(id, members, 0, RangeSet.empty(), epochNo, false);
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
        timeline.notBefore = 0;
        if (timeline.recovery.isEmpty() && change.head() < timeline.head()) {
            distrust(timeline);
        }
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(change.head());
        } else {
            take(turn, timeline, change.items(), change.head());
        }
        change.group().ifPresent(view -> group(turn, timeline, view));
        change.cursors().forEach(member -> cursor(turn, timeline, member));
    }

    private void group(Turn turn, Timeline timeline, GroupView view) {
        timeline.scaled(view.seq(), view.large());
        directory.meets(view.members().stream().map(GroupView.Member::user).toList());
        later(turn, timeline, new StoreOp.SetGroup(timeline.id, view));
    }

    private static void later(Turn turn, Timeline timeline, StoreOp op) {
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().later.add(op);
        } else {
            turn.write(op);
        }
    }

    void cursor(Turn turn, Timeline timeline, ServerFrame.MemberCursor member) {
        if (member.user().equals(me)) {
            if (member.cursor().read() > 0) {
                turn.write(new StoreOp.SetSeen(timeline.id, member.cursor().read()));
                receipts.seen(turn, timeline, member.cursor().read());
            }
            return;
        }
        later(turn, timeline, new StoreOp.SetCursor(timeline.id, member.user(), member.cursor()));
    }

    /// Whether anything was new.
    boolean take(Turn turn, Timeline timeline, List<? extends Item> items, long head) {
        boolean fromOthers = false;
        for (Item item : items) {
            if (item instanceof Entry entry) {
                fromOthers |= !entry.from().equals(me);
                if (entry.from().equals(me)) {
                    outbox.decided(turn, timeline.id, entry.id());
                }
            }
        }
        directory.meets(Introductions.in(items));
        if (timeline.id.type() == ConversationType.GROUP) {
            groupNews(timeline, items);
        }
        boolean news = timeline.take(turn, items, head);
        receipts.advance(turn, timeline, fromOthers);
        note(timeline);
        return news;
    }

    private void groupNews(Timeline timeline, List<? extends Item> items) {
        var news = GroupNews.of(items, me);
        if (news.cameIn() > 0) {
            timeline.cameIn(news.cameIn());
        }
        if (news.scaled() > 0) {
            timeline.scaled(news.scaled(), news.large());
        }
    }

    /// Whether that is all: of a conversation that is new here, in which something came before this, or to which the
    /// user came by this, only a check tells the rest.
    boolean pushed(Turn turn, ServerFrame.Pushed push) {
        UserId from = push.entry().from();
        Optional<Timeline> known = find(push.conversation());
        // What the user's own account wrote does not say to whom; the next check does.
        boolean saysWith = push.conversation().type() == ConversationType.DIRECT && !from.equals(me);
        Timeline timeline =
                known.orElseGet(() -> meet(turn, push.conversation(), saysWith ? List.of(me, from) : List.of()));
        boolean all = known.isPresent() && !skipsInGroup(timeline, push.entry().seq()) && !takesIn(push);
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(push.entry().seq());
        } else {
            take(turn, timeline, List.of(push.entry()), 0);
        }
        return all;
    }

    /// Who else is in the group by then, and what it is called, stands in no entry that a newcomer may see.
    private boolean takesIn(ServerFrame.Pushed push) {
        return push.conversation().type() == ConversationType.GROUP
                && GroupNews.of(List.of(push.entry()), me).cameIn() > 0;
    }

    /// Whoever was taken in (again) does not see what happened to the group meanwhile.
    private static boolean skipsInGroup(Timeline timeline, long seq) {
        return timeline.id.type() == ConversationType.GROUP && !timeline.isLarge() && seq > timeline.head() + 1;
    }

    /// There is more in a large group. Whether the group was known before.
    boolean announced(Turn turn, ServerFrame.Changed changed) {
        Optional<Timeline> known = find(changed.conversation());
        if (known.isEmpty()) {
            return false;
        }
        Timeline timeline = known.get();
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(changed.head());
        } else if (changed.head() > timeline.head()) {
            holes.delay(timeline, turn.now());
            timeline.announced(changed.head());
            note(timeline);
        }
        return true;
    }

    /// Whether that is all, as in [#pushed]: the entry may be that by which the user joined.
    boolean sent(Turn turn, ServerFrame.Sent sent) {
        Timeline timeline = meet(turn, sent.conversation(), List.of());
        boolean all = !skipsInGroup(timeline, sent.seq());
        boolean joined = outbox.isJoin(sent.conversation(), sent.id());
        boolean waited = outbox.decided(turn, sent.conversation(), sent.id());
        turn.write(new StoreOp.Confirm(sent.conversation(), sent.id(), sent.seq(), sent.at()));
        if (waited && timeline.recovery.isEmpty() && timeline.covered().contains(sent.seq())) {
            // Something else stands there in the local copy: the server went back and did not say so.
            distrust(timeline);
        }
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().knowsHead(sent.seq());
            timeline.reaches(turn, sent.seq());
        } else if (waited) {
            if (joined) {
                timeline.cameIn(sent.seq());
            }
            timeline.placed(turn, sent.seq());
            receipts.advance(turn, timeline, false);
        } else {
            timeline.knowsHead(turn, sent.seq());
        }
        note(timeline);
        return all;
    }

    Optional<String> epoch() {
        return epoch;
    }

    void beginEpoch(Turn turn, String begun) {
        turn.write(new StoreOp.BeginEpoch(begun));
        epoch = Optional.of(begun);
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
        holes.note(timeline);
        outbox.hold(timeline.id);
        receipts.hold(timeline.id);
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

    void note(Timeline timeline) {
        holes.note(timeline);
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

    Collection<Timeline> recovering() {
        return List.copyOf(recovering);
    }
}
