package dev.godwit.testing.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/// One run of a program, from its start to its death. Whatever it had yet to do dies with it.
public final class SimProcess {
    /// A thread is usually there at once, and sometimes only when the machine has time for it.
    private static final long PROMPT_MICROS = 60;
    private static final long LATE_MICROS = 20_000;

    private final Scheduler scheduler;
    private final double late;
    private boolean alive = true;

    /// @param late how often a thread comes late, from 0 to 1
    public SimProcess(Scheduler scheduler, double late) {
        this.scheduler = scheduler;
        this.late = late;
    }

    public boolean isAlive() {
        return alive;
    }

    public void kill() {
        alive = false;
    }

    /// Runs `work` on this process once that time has passed.
    ///
    /// @return calls it off
    public Runnable after(long millis, Runnable work) {
        return scheduler.after(this, millis * 1_000, work);
    }

    public Runnable afterMicros(long micros, Runnable work) {
        return scheduler.after(this, micros, work);
    }

    /// A single thread: runs what it is given in that order, one after the other, at a speed of its own.
    public Executor thread() {
        return new SimThread();
    }

    private final class SimThread implements Executor {
        private final Deque<Runnable> waiting = new ArrayDeque<>();

        @Override
        public void execute(Runnable work) {
            waiting.add(work);
            if (waiting.size() == 1) {
                turn();
            }
        }

        private void turn() {
            long delay = scheduler.chance(late)
                    ? scheduler.between(PROMPT_MICROS, LATE_MICROS)
                    : scheduler.between(1, PROMPT_MICROS);
            afterMicros(delay, () -> {
                try {
                    waiting.element().run();
                } finally {
                    waiting.remove();
                    if (!waiting.isEmpty()) {
                        turn();
                    }
                }
            });
        }
    }
}
