package dev.godwit.testing.simulation;

import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// The world's time and its only thread: runs one task after the other, in an order that chance decides where time does
/// not. Time passes only between tasks.
public final class Scheduler {
    /// Microseconds of simulated time are the finest that anything here is told apart by.
    private static final long MICROS_PER_MILLI = 1_000;

    private record Task(long at, long chance, long number, SimProcess process, Runnable work)
            implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(at, other.at);
            int byChance = byTime != 0 ? byTime : Long.compare(chance, other.chance);
            return byChance != 0 ? byChance : Long.compare(number, other.number);
        }
    }

    private final RandomGenerator random;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now;
    private long numbers;
    private long steps;
    private long mostSteps = Long.MAX_VALUE;

    public Scheduler(RandomGenerator random) {
        this.random = random;
    }

    /// Microseconds since the world began.
    public long micros() {
        return now;
    }

    /// Milliseconds since the world began.
    public long millis() {
        return now / MICROS_PER_MILLI;
    }

    /// How many tasks have come up.
    long steps() {
        return steps;
    }

    /// Whoever needs more steps than that goes round in circles.
    void limit(long most) {
        mostSteps = most;
    }

    /// Runs `work` after that time, unless its process is dead by then.
    ///
    /// @return calls it off
    Runnable after(SimProcess process, long micros, Runnable work) {
        var task = new Task(now + Math.max(0, micros), random.nextLong(), numbers++, process, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    long between(long least, long most) {
        return least >= most ? least : random.nextLong(least, most + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// Runs the next task; its process may have died, then it is dropped.
    ///
    /// @return whether there was one
    public boolean step() {
        Task next = tasks.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        if (++steps > mostSteps) {
            throw new IllegalStateException("still busy after " + steps + " steps, at " + millis() + " ms");
        }
        if (next.process.isAlive()) {
            next.work.run();
        }
        return true;
    }

    /// Runs everything that is due until then, and lets the rest of the time pass.
    public void pass(long millis) {
        long until = now + millis * MICROS_PER_MILLI;
        while (!tasks.isEmpty() && tasks.peek().at <= until) {
            step();
        }
        now = Math.max(now, until);
    }
}
