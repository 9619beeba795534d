package dev.godwit.testing.simulation;

import dev.godwit.client.sqlite.StatementProbe;
import dev.godwit.client.sqlite.StoreFault;

/// What can go wrong at one instruction of a device: it is killed there, or its disk does not take what is
/// written.
final class DeviceFaults {
    /// Where nothing can be written, SQLite finds out at the commit, and where its cache is full before.
    private static final double EARLY = 0.1;

    private final Scheduler scheduler;
    private int stepsLeft;
    private int failingCommits;
    private boolean full;

    DeviceFaults(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Killed at the n-th step from now; 0 for never.
    void killAfter(int steps) {
        stepsLeft = steps;
    }

    void failCommits(int commits) {
        failingCommits = commits;
    }

    void setFull(boolean isFull) {
        full = isFull;
    }

    /// Whatever a kill can fall in front of.
    void step() {
        if (stepsLeft > 0 && --stepsLeft == 0) {
            throw new Killed();
        }
    }

    /// For one connection.
    StatementProbe probe() {
        return new StatementProbe() {
            private boolean writing;

            @Override
            public void before(String statement) {
                step();
                switch (statement) {
                    case "BEGIN IMMEDIATE" -> writing = true;
                    case "BEGIN" -> writing = false;
                    case "COMMIT" -> commit();
                    default -> {
                        if (writing && full && scheduler.chance(EARLY)) {
                            throw new StoreFault("simulated: the disk is full");
                        }
                    }
                }
            }

            private void commit() {
                if (writing && full) {
                    throw new StoreFault("simulated: the disk is full");
                }
                if (writing && failingCommits > 0) {
                    failingCommits--;
                    throw new StoreFault("simulated: the disk failed");
                }
            }
        };
    }
}
