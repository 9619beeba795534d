package dev.godwit.client.core;

import dev.godwit.protocol.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Logs of which something is missing, in the order in which it is to be asked for: what the screen shows,
/// then the newest part of each, then the older parts in turns, so that no long history holds up the
/// others.
final class HoleQueue {
    /// When a large group has something new, ten thousand devices hear of it in the same moment.
    static final long MIN_DELAY_MILLIS = 5_000;

    static final long MAX_DELAY_MILLIS = 30_000;

    private final RandomGenerator random;
    private final Set<Timeline> waiting = new LinkedHashSet<>();
    private Set<ConversationId> watched = Set.of();

    HoleQueue(RandomGenerator random) {
        this.random = random;
    }

    /// Keeps the list right.
    void note(Timeline timeline) {
        if (timeline.newestHole().isPresent()) {
            waiting.add(timeline);
        } else {
            timeline.notBefore = 0;
            waiting.remove(timeline);
        }
    }

    /// What this device shows is not delayed.
    void watch(Set<ConversationId> shown) {
        watched = shown;
        waiting.forEach(timeline -> timeline.notBefore = shown.contains(timeline.id) ? 0 : timeline.notBefore);
    }

    /// Called before the hole is noted.
    void delay(Timeline timeline, long now) {
        if (!waiting.contains(timeline) && !watched.contains(timeline.id)) {
            timeline.notBefore = now + MIN_DELAY_MILLIS + random.nextLong(MAX_DELAY_MILLIS - MIN_DELAY_MILLIS + 1);
        }
    }

    void hurry() {
        waiting.forEach(timeline -> timeline.notBefore = 0);
    }

    /// It was asked for: the others come first now.
    void asked(Timeline timeline) {
        if (waiting.remove(timeline)) {
            waiting.add(timeline);
        }
    }

    /// Whether nothing is to be asked for now.
    boolean isIdle(long now) {
        return waiting.stream().allMatch(timeline -> timeline.notBefore > now);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    List<Timeline> due(long now) {
        var shown = new ArrayList<Timeline>();
        var newest = new ArrayList<Timeline>();
        var older = new ArrayList<Timeline>();
        for (Timeline timeline : waiting) {
            if (timeline.notBefore <= now) {
                (watched.contains(timeline.id) ? shown : timeline.lacksNewest() ? newest : older).add(timeline);
            }
        }
        shown.addAll(newest);
        shown.addAll(older);
        return shown;
    }

    void wake(Turn turn) {
        for (Timeline timeline : waiting) {
            if (timeline.notBefore > turn.now()) {
                turn.wakeBy(timeline.notBefore);
            }
        }
    }
}
