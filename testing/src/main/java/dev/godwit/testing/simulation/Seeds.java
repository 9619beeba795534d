package dev.godwit.testing.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Many seeds, on several threads; each world is alone on its thread. What comes out does not depend on how many
/// threads there are.
final class Seeds {
    /// What came of them.
    ///
    /// @param failed in the order of the seeds; only the first few keep what happened
    record Outcome(long seeds, Tally tally, List<Verdict> failed, long millis) {
        Outcome {
            failed = List.copyOf(failed);
        }
    }

    private final long from;
    private final long count;
    private final Consumer<Verdict> watcher;
    private final Supplier<Plant> plant;
    private final Tally tally = new Tally();
    private final List<Verdict> failed = new ArrayList<>();

    /// @param watcher hears of each verdict, one at a time
    Seeds(long from, long count, Consumer<Verdict> watcher) {
        this(from, count, watcher, Plant::new);
    }

    /// @param plant which promise is broken on purpose, if any; asked for each seed
    Seeds(long from, long count, Consumer<Verdict> watcher, Supplier<Plant> plant) {
        this.plant = plant;
        this.from = from;
        this.count = count;
        this.watcher = watcher;
    }

    Outcome run(int threads) throws InterruptedException {
        long begin = System.nanoTime();
        var next = new AtomicLong(from);
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < threads; i++) {
            workers.add(Thread.ofPlatform().name("seeds-" + i).start(() -> {
                for (long seed = next.getAndIncrement(); seed < from + count; seed = next.getAndIncrement()) {
                    done(SeedRun.of(seed, false, plant.get()));
                }
            }));
        }
        for (Thread worker : workers) {
            worker.join();
        }
        failed.sort(Comparator.comparingLong(Verdict::seed));
        return new Outcome(count, tally, failed, (System.nanoTime() - begin) / 1_000_000);
    }

    private synchronized void done(Verdict verdict) {
        tally.add(verdict.tally());
        if (!verdict.isClean()) {
            failed.add(verdict.withoutHappenings());
        }
        watcher.accept(verdict);
    }
}
