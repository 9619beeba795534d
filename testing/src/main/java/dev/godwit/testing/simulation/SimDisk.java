package dev.godwit.testing.simulation;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.UserId;
import dev.godwit.server.app.Core;
import dev.godwit.server.log.StoreException;
import dev.godwit.server.store.memory.MemoryStore;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the server's programs leave to each other: a store that takes its time, answers reads late and in any order,
/// fails to write, runs full and is cut off in the middle.
final class SimDisk {
    private static final long MIN_SYNC_MICROS = 100;
    private static final long MAX_SYNC_MICROS = 2_000;
    private static final long MAX_READ_MICROS = 1_500;
    private static final long MAX_SAVE_MICROS = 3_000;
    /// After a failed write the store is closed, recovered and opened; until then everything fails at once.
    private static final long MAX_REOPEN_MICROS = 200_000;

    private static final double FROM_MEMORY = 0.5;

    private final Scheduler scheduler;
    private final Trace trace;
    private final RandomGenerator random;
    private final Plant plant;
    private final String first;
    private MemoryStore store;
    private @Nullable MemoryStore copy;
    private SimProcess program;
    private int epochs;
    private final Queue<Runnable> saving = new ArrayDeque<>();
    private boolean syncing;
    private boolean failing;
    private boolean full;
    private long slowness;
    private long reopenedAt;

    SimDisk(Scheduler scheduler, Trace trace, RandomGenerator random, Plant plant) {
        this.plant = plant;
        this.scheduler = scheduler;
        this.trace = trace;
        this.random = random;
        this.first = Long.toUnsignedString(random.nextLong(), Character.MAX_RADIX);
        this.program = new SimProcess(scheduler, 0);
        this.store = new MemoryStore(nextEpoch(), this::syncSoon);
    }

    private String nextEpoch() {
        return first + "-" + ++epochs;
    }

    /// For a program that starts now; the one before is dead.
    Core.Stores open(SimProcess starting) {
        program = starting;
        syncing = false;
        saving.clear();
        reopenedAt = 0;
        return new Core.Stores(
                plant.log(new LateLog(this, store.log(), trace)),
                new LateCursors(this, store.cursors()),
                new LateSeen(this, store.lastSeen()));
    }

    String epoch() {
        return store.log().epoch();
    }

    /// Everything that is durable, in the order of the conversations' ids.
    Map<ConversationId, List<Item>> logs(Collection<UserId> users) {
        var logs = new TreeMap<ConversationId, List<Item>>();
        for (var conversation : conversations(users)) {
            logs.put(conversation, now(store.log().readAfter(conversation, 0, Integer.MAX_VALUE, Integer.MAX_VALUE)));
        }
        return logs;
    }

    Map<ConversationId, Map<UserId, Cursor>> cursors(Collection<UserId> users) {
        var cursors = new TreeMap<ConversationId, Map<UserId, Cursor>>();
        for (var conversation : conversations(users)) {
            var ofUsers = new TreeMap<UserId, Cursor>();
            now(store.cursors().cursors(conversation)).forEach((user, stamped) -> ofUsers.put(user, stamped.cursor()));
            cursors.put(conversation, ofUsers);
        }
        return cursors;
    }

    private Set<ConversationId> conversations(Collection<UserId> users) {
        var conversations = new TreeSet<ConversationId>();
        users.forEach(user -> conversations.addAll(now(store.log().conversationsOf(user))));
        return conversations;
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /// One sync serves all that wait by then.
    private void syncSoon(Runnable sync) {
        if (!syncing) {
            syncing = true;
            program.afterMicros(scheduler.between(MIN_SYNC_MICROS, MAX_SYNC_MICROS) + slowness, () -> {
                syncing = false;
                if (failing && store.waiting() > 0) {
                    failing = false;
                    reopenedAt = scheduler.micros() + scheduler.between(0, MAX_REOPEN_MICROS);
                    trace.say("server", "a sync fails; the store is open again at", reopenedAt);
                }
                sync.run();
            });
        }
    }

    /// Changes that need a sync: in order, and not while the store is being reopened.
    <T> CompletionStage<T> write(Supplier<CompletionStage<T>> write) {
        saveWaiting();
        return isOpen() ? write.get() : CompletableFuture.failedStage(unavailable());
    }

    /// What is small and has no sync of its own: some time later, and not behind anything that is written later.
    CompletionStage<Void> save(Supplier<CompletionStage<Void>> write) {
        var saved = new CompletableFuture<Void>();
        saving.add(() -> {
            if (isOpen() && !failing && !full) {
                follow(write.get(), saved);
                return;
            }
            saved.completeExceptionally(unavailable());
            if (failing) {
                // This was the write that fails, and whatever else waits fails with it.
                var _ = store.cursors().sync();
            }
        });
        if (saving.size() == 1) {
            program.afterMicros(scheduler.between(1, MAX_SAVE_MICROS), this::saveWaiting);
        }
        return saved;
    }

    private void saveWaiting() {
        for (var next = saving.poll(); next != null; next = saving.poll()) {
            next.run();
        }
    }

    /// Answers with what stands there at any moment from the question to the answer.
    <T> CompletionStage<T> read(Supplier<CompletionStage<T>> read) {
        var answer = new CompletableFuture<T>();
        boolean early = random.nextBoolean();
        var found = early ? found(read) : null;
        program.afterMicros(
                scheduler.between(1, MAX_READ_MICROS) + slowness / 4,
                () -> follow(found == null ? found(read) : found, answer));
        return answer;
    }

    /// What the store often has in memory, and then answers at once.
    <T> CompletionStage<T> readCached(Supplier<CompletionStage<T>> read) {
        return random.nextDouble() < FROM_MEMORY ? found(read) : read(read);
    }

    private <T> CompletionStage<T> found(Supplier<CompletionStage<T>> read) {
        return isOpen() ? read.get() : CompletableFuture.failedStage(unavailable());
    }

    private static <T> void follow(CompletionStage<T> found, CompletableFuture<T> answer) {
        found.whenComplete((value, fault) -> {
            if (fault == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(fault);
            }
        });
    }

    private boolean isOpen() {
        return scheduler.micros() >= reopenedAt;
    }

    private static StoreException unavailable() {
        return new StoreException.Unknown("The store cannot just now.", new IllegalStateException("injected"));
    }

    void failNextSync(boolean written) {
        failing = true;
        store.failNextSync(written);
    }

    void setFull(boolean full) {
        this.full = full;
        store.setFull(full);
    }

    void slow(long micros) {
        slowness = micros;
    }

    /// What was written and not synced is there as far as chance will have it, in order.
    void killed() {
        replace(store.killAfter(random.nextInt(store.waiting() + 1)));
    }

    void powerCut() {
        int changes = random.nextInt(3) == 0 ? random.nextInt(store.waiting() + 1) : 0;
        int saves = changes > 0 ? store.saves() : random.nextInt(store.saves() + 1);
        replace(store.crashAfter(changes, saves));
    }

    private void replace(MemoryStore next) {
        store = next;
        store.setFull(full);
        failing = false;
    }

    void backUp() {
        copy = store.restoredAs(store.log().epoch());
    }

    boolean hasCopy() {
        return copy != null;
    }

    /// To be called while no program runs.
    void restore() {
        if (copy != null) {
            replace(copy.restoredAs(nextEpoch()));
        }
    }
}
