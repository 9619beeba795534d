package dev.godwit.client.core;

import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.GroupView;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;

/// Compares one local log with the server's, backwards, until both are the same: after the server was
/// restored from an older copy the two share a beginning and nothing else. What differs is taken from the
/// server.
final class Recovery {
    private final Timeline timeline;
    private final RangeSet fresh = RangeSet.empty();
    /// Everything local from here on has been dealt with.
    private long bound;

    private long serverHead;
    private Optional<ServerFrame.Page> page = Optional.empty();
    /// Cursors and views of a group that came meanwhile: they speak of the server's entries, and are
    /// written after the old ones are cut.
    final List<StoreOp> later = new ArrayList<>();

    Recovery(Timeline timeline) {
        this.timeline = timeline;
        this.bound = Math.max(timeline.head(), timeline.covered().max()) + 1;
    }

    /// Seq before which the next page is needed.
    long bound() {
        return bound;
    }

    /// A page is here and not compared yet.
    boolean isComparing() {
        return page.isPresent();
    }

    void knowsHead(long head) {
        serverHead = Math.max(serverHead, head);
    }

    void answered(Turn turn, ServerFrame.Page answer) {
        page = Optional.of(answer);
        turn.act(new Action.ReadLocal(timeline.id, lowest(answer), Limits.MAX_NUMBER));
    }

    /// The server does not have the conversation any more.
    void conversationGone(Turn turn) {
        if (timeline.id.type() == ConversationType.GROUP) {
            // Of a group that its user is not in, or was never in, the server says nothing at all.
            later.add(new StoreOp.SetGroup(timeline.id, GroupView.former(0)));
        }
        answered(turn, new ServerFrame.Page(0, timeline.id, List.of(), 0, false));
    }

    private static long lowest(ServerFrame.Page page) {
        long lowest = Long.MAX_VALUE;
        for (Item item : page.items()) {
            lowest = Math.min(lowest, item.first());
        }
        return !page.more() || page.items().isEmpty() ? 1 : lowest;
    }

    /// Once the comparison is finished: up to where both are the same.
    OptionalLong compare(Turn turn, List<LocalEntry> locals, long epochNo) {
        if (page.isEmpty()) {
            return OptionalLong.empty();
        }
        ServerFrame.Page current = page.get();
        page = Optional.empty();
        long low = lowest(current);
        Map<Long, Entry> theirs = new HashMap<>();
        for (Item item : current.items()) {
            fresh.add(item.first(), item.last());
            if (item instanceof Entry entry) {
                theirs.put(entry.seq(), entry);
            }
        }
        var same = new TreeSet<Long>();
        var gone = new ArrayList<Long>();
        for (LocalEntry local : locals) {
            if (local.seq() < low || local.seq() >= bound) {
                continue;
            }
            Entry there = theirs.get(local.seq());
            boolean equal = there != null
                    && there.id().equals(local.id())
                    && there.from().equals(local.sender());
            boolean original = there != null && there.at() == local.at() && local.epoch() <= timeline.trusted;
            if (equal && original) {
                same.add(local.seq());
            } else if (!equal && !hidden(current, local.seq())) {
                gone.add(local.seq());
            }
        }
        if (!gone.isEmpty()) {
            turn.write(new StoreOp.Displace(timeline.id, gone));
        }
        if (!theirs.isEmpty()) {
            var entries = new ArrayList<>(theirs.values());
            entries.sort((a, b) -> Long.compare(a.seq(), b.seq()));
            turn.write(new StoreOp.PutEntries(timeline.id, entries));
        }
        serverHead = Math.max(serverHead, current.head());
        bound = low;
        // While the server's clock stood still, an entry that was sent again could get even its old time.
        long parted = gone.stream().min(Long::compare).orElse(Long.MAX_VALUE);
        long upTo = Optional.ofNullable(same.lower(parted)).orElse(0L);
        if (upTo == 0 && low > 1) {
            return OptionalLong.empty();
        }
        timeline.recovered(turn, upTo, fresh, serverHead, epochNo);
        later.forEach(turn::write);
        return OptionalLong.of(upTo);
    }

    /// Below what the page covers nothing is known; a skip says nothing about which entry stands there, but
    /// that it is none that this user was ever let see.
    private static boolean hidden(ServerFrame.Page page, long seq) {
        for (Item item : page.items()) {
            if (item.first() <= seq && seq <= item.last()) {
                return item instanceof Skip skip && !skip.reason().equals(Skip.NOT_A_MEMBER);
            }
        }
        return false;
    }
}
