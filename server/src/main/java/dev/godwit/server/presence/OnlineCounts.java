package dev.godwit.server.presence;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.ConversationState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// How many members of a large group are there, as far as everybody may know. Counted now and then, and by
/// going through the fewer: those who are there, or the members.
final class OnlineCounts {
    /// Milliseconds for which a count holds.
    static final long EVERY = 3_000;

    private static final long FORGET_AFTER = 60_000;
    private static final int MAX_KNOWN = 50_000;

    /// At most so many are asked about for one count, so that a crowd on a server that has just started is
    /// no load.
    private static final int MAX_ASKED = 500;

    private static final class Count {
        final AtomicLong at = new AtomicLong(Long.MIN_VALUE / 2);
        volatile int value;
    }

    private final Inbox inbox;
    private final Agenda agenda;
    private final Attendance attendance;
    private final Acquaintance acquaintance;
    private final Map<ConversationId, Count> counts = new ConcurrentHashMap<>();

    /// Who lets everybody see them; touched by the owner's thread alone.
    private final LinkedHashMap<UserId, Boolean> open = new LinkedHashMap<>(16, 0.75f, true);

    private long changes;

    OnlineCounts(Inbox inbox, Agenda agenda, Attendance attendance, Acquaintance acquaintance) {
        this.inbox = inbox;
        this.agenda = agenda;
        this.attendance = attendance;
        this.acquaintance = acquaintance;
    }

    /// From any thread, at once: what was counted last, which is 0 for a group that nobody has asked about
    /// lately.
    int of(ConversationId group, ConversationState state) {
        var count = counts.computeIfAbsent(group, first -> new Count());
        long now = agenda.now();
        long before = count.at.get();
        if (now - before >= EVERY && count.at.compareAndSet(before, now)) {
            inbox.offer(() -> {
                count(count, state, true);
                counts.values().removeIf(each -> agenda.now() - each.at.get() > FORGET_AFTER);
            });
        }
        return count.value;
    }

    private void count(Count count, ConversationState state, boolean ask) {
        var present = attendance.present();
        int online = 0;
        var unknown = new ArrayList<UserId>();
        for (UserId user : present.size() <= state.people().size()
                ? present
                : state.people().keySet()) {
            if (present.contains(user) && state.isMember(user)) {
                var shown = open.get(user);
                if (shown == null) {
                    unknown.add(user);
                } else if (shown) {
                    online++;
                }
            }
        }
        count.value = online;
        if (ask && !unknown.isEmpty()) {
            ask(count, state, unknown.stream().limit(MAX_ASKED).toList());
        }
    }

    private void ask(Count count, ConversationState state, List<UserId> users) {
        long asked = changes;
        var _ = acquaintance
                .open(users)
                .thenAccept(answer -> inbox.offer(() -> {
                    // What somebody changed meanwhile is not what was answered.
                    if (asked == changes) {
                        answer.forEach(this::remember);
                        count(count, state, false);
                    }
                }));
    }

    private void remember(UserId user, boolean shown) {
        open.put(user, shown);
        if (open.size() > MAX_KNOWN) {
            open.pollFirstEntry();
        }
    }

    /// What this user lets others see is not what it was.
    void reconsider(UserId user) {
        changes++;
        open.remove(user);
    }
}
