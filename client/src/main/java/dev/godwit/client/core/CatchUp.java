package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Fetches what is missing, the newest first, a few conversations at a time; and compares what can no
/// longer be trusted.
final class CatchUp {
    private static final int MAX_REQUESTS = 4;
    private static final long PAUSE_MILLIS = 1_000;
    /// What a screen shows at first.
    private static final int SCREENFUL = 50;

    /// @param head what was known to exist when it was asked
    private record Request(ConversationId conversation, boolean recovery, long head, long sentAt) {}

    private final Timelines timelines;
    private final HoleQueue holes;
    private final Rids rids;
    private final Map<Long, Request> requests = new HashMap<>();
    private final Set<ConversationId> asking = new LinkedHashSet<>();
    private long pausedUntil;

    CatchUp(Timelines timelines, HoleQueue holes, Rids rids) {
        this.timelines = timelines;
        this.holes = holes;
        this.rids = rids;
    }

    void connectionLost() {
        requests.clear();
        asking.clear();
        pausedUntil = 0;
    }

    /// Whether everything is here but what is to wait a while.
    boolean isIdle(long now) {
        return requests.isEmpty() && holes.isIdle(now) && timelines.recovering().isEmpty();
    }

    /// Whether everything is here.
    boolean isComplete() {
        return requests.isEmpty() && holes.isEmpty() && timelines.recovering().isEmpty();
    }

    boolean anyOutstanding() {
        return !requests.isEmpty();
    }

    OptionalLong oldest() {
        return requests.values().stream().mapToLong(Request::sentAt).min();
    }

    void pump(Turn turn) {
        if (turn.now() < pausedUntil || requests.size() >= MAX_REQUESTS) {
            return;
        }
        for (Timeline timeline : timelines.recovering()) {
            timeline.recovery
                    .filter(recovery -> !recovery.isComparing())
                    .ifPresent(recovery -> ask(turn, timeline, recovery.bound(), Limits.MAX_PAGE));
        }
        List<Timeline> due = holes.due(turn.now());
        // A new device: first what a screen shows of each, then the rest.
        boolean crowded = due.stream()
                        .filter(Timeline::lacksNewest)
                        .limit(MAX_REQUESTS + 1L)
                        .count()
                > MAX_REQUESTS;
        for (Timeline timeline : due) {
            if (requests.size() >= MAX_REQUESTS) {
                return;
            }
            Optional<RangeSet.Range> hole = timeline.newestHole();
            if (hole.isPresent() && !asking.contains(timeline.id)) {
                long size = hole.get().to() - hole.get().from() + 1;
                int limit = crowded && timeline.lacksNewest() ? SCREENFUL : Limits.MAX_PAGE;
                ask(turn, timeline, hole.get().to() + 1, (int) Math.min(limit, size));
                holes.asked(timeline);
            }
        }
    }

    private void ask(Turn turn, Timeline timeline, long before, int limit) {
        if (requests.size() >= MAX_REQUESTS || !asking.add(timeline.id)) {
            return;
        }
        long rid = rids.next();
        requests.put(rid, new Request(timeline.id, timeline.recovery.isPresent(), timeline.head(), turn.now()));
        turn.act(new Action.SendFrame(
                new ClientFrame.Sync(rid, timeline.id, ClientFrame.Direction.BEFORE, before, limit)));
    }

    void wake(Turn turn) {
        if (pausedUntil > turn.now()) {
            turn.wakeBy(pausedUntil);
        }
        holes.wake(turn);
    }

    void page(Turn turn, ServerFrame.Page page) {
        Request request = requests.remove(page.rid());
        if (request == null) {
            return;
        }
        asking.remove(request.conversation());
        Optional<Timeline> found = timelines.find(page.conversation());
        if (found.isEmpty() || found.get().recovery.isPresent() != request.recovery()) {
            return;
        }
        Timeline timeline = found.get();
        if (timeline.recovery.isPresent()) {
            timeline.recovery.get().answered(turn, page);
        } else if (page.head() < request.head()) {
            timelines.distrust(timeline);
        } else if (!timelines.take(turn, timeline, page.items(), page.head())) {
            timeline.stuck = true;
            timelines.note(timeline);
        }
    }

    void failed(Turn turn, long rid, Code code) {
        Request request = requests.remove(rid);
        if (request == null) {
            return;
        }
        asking.remove(request.conversation());
        Optional<Timeline> found = timelines.find(request.conversation());
        if (found.isEmpty()) {
            return;
        }
        Timeline timeline = found.get();
        if (code == Code.NO_CONVERSATION && timeline.recovery.isPresent()) {
            timeline.recovery.get().conversationGone(turn);
        } else if (code.isPermanent()) {
            timeline.stuck = true;
            timelines.note(timeline);
        } else {
            pausedUntil = turn.now() + PAUSE_MILLIS;
        }
    }
}
