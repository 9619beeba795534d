package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.Code;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Fetches what is missing, the newest first, a few conversations at a time; and compares what can no longer be
/// trusted.
final class CatchUp {
    private static final int MAX_REQUESTS = 4;
    private static final long PAUSE_MILLIS = 1_000;

    /// @param head what was known to exist when it was asked
    private record Request(ConversationId conversation, boolean recovery, long head, long sentAt) {}

    private final Timelines timelines;
    private final Map<Long, Request> requests = new HashMap<>();
    private final Set<ConversationId> asking = new LinkedHashSet<>();
    private long nextRid;
    private long pausedUntil;

    CatchUp(Timelines timelines) {
        this.timelines = timelines;
    }

    void connectionLost() {
        requests.clear();
        asking.clear();
        pausedUntil = 0;
    }

    boolean isIdle() {
        return requests.isEmpty()
                && timelines.wanting().isEmpty()
                && timelines.recovering().isEmpty();
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
        // A conversation whose newest part is missing comes before the older parts of others.
        for (boolean newest : new boolean[] {true, false}) {
            for (Timeline timeline : timelines.wanting()) {
                if (requests.size() >= MAX_REQUESTS) {
                    return;
                }
                Optional<RangeSet.Range> hole = timeline.newestHole();
                if (hole.isPresent() && (hole.get().to() == timeline.head()) == newest) {
                    long size = hole.get().to() - hole.get().from() + 1;
                    ask(turn, timeline, hole.get().to() + 1, (int) Math.min(Limits.MAX_PAGE, size));
                }
            }
        }
    }

    private void ask(Turn turn, Timeline timeline, long before, int limit) {
        if (requests.size() >= MAX_REQUESTS || !asking.add(timeline.id)) {
            return;
        }
        long rid = ++nextRid;
        requests.put(rid, new Request(timeline.id, timeline.recovery.isPresent(), timeline.head(), turn.now()));
        turn.act(new Action.SendFrame(
                new ClientFrame.Sync(rid, timeline.id, ClientFrame.Direction.BEFORE, before, limit)));
    }

    void wake(Turn turn) {
        if (pausedUntil > turn.now()) {
            turn.wakeBy(pausedUntil);
        }
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
