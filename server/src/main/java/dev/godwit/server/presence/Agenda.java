package dev.godwit.server.presence;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What is to be done when. Sets one alarm, for the earliest; owned by the presence thread.
final class Agenda {
    /// After which the owner is asked again, where it could not be woken.
    private static final long KNOCK_AGAIN = 1_000;

    private record Due(long at, Runnable task) {}

    private final Inbox inbox;
    private final Alarm alarm;
    private final LongSupplier nanoTime;
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long alarmAt = Long.MAX_VALUE;
    private Runnable callOff = () -> {};

    Agenda(Inbox inbox, Alarm alarm, LongSupplier nanoTime) {
        this.inbox = inbox;
        this.alarm = alarm;
        this.nanoTime = nanoTime;
    }

    /// Milliseconds of a clock that only ever goes forward.
    long now() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    }

    /// @param at by [#now]
    void at(long at, Runnable task) {
        dues.add(new Due(at, task));
        if (at < alarmAt) {
            setAlarm(at);
        }
    }

    private void setAlarm(long at) {
        callOff.run();
        alarmAt = at;
        callOff = alarm.after(Math.max(0, at - now()), () -> knock(at));
    }

    /// On the alarm's thread. Must get through, or nothing would ever be done again.
    private void knock(long at) {
        if (!inbox.insist(() -> ring(at))) {
            var _ = alarm.after(KNOCK_AGAIN, () -> knock(at));
        }
    }

    private void ring(long at) {
        if (at != alarmAt) {
            return;
        }
        alarmAt = Long.MAX_VALUE;
        callOff = () -> {};
        long now = now();
        try {
            for (var next = dues.peek(); next != null && next.at() <= now; next = dues.peek()) {
                dues.remove();
                next.task().run();
            }
        } finally {
            var next = dues.peek();
            if (next != null && next.at() < alarmAt) {
                setAlarm(next.at());
            }
        }
    }
}
