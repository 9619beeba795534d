package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.client.sqlite.Database;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.protocol.Kinds;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// The thread of an [EngineDriver]: waits until something has happened, and lets it do a turn.
final class EngineLoop implements Runnable {
    private static final int MAX_BATCH = 256;
    /// How often changes by other processes are looked for.
    private static final long POLL_MILLIS = 150;

    private final Path profile;
    private final ProfileStore.Identity identity;
    private final GodwitOptions options;
    private final NameService names;
    private final NearbyBoard board;
    private final Consumer<Status> statuses;
    private final Runnable committed;
    private final Mailbox mailbox = new Mailbox(4 * MAX_BATCH);
    private final AtomicInteger received = new AtomicInteger();
    private volatile boolean stopping;
    /// Only the loop's thread; there before any mail is read.
    private @Nullable EngineDriver driver;

    /// @param committed called after each commit, and when there is something new on the board
    EngineLoop(
            Path profile,
            ProfileStore.Identity identity,
            GodwitOptions options,
            NameService names,
            NearbyBoard board,
            Consumer<Status> statuses,
            Runnable committed) {
        this.profile = profile;
        this.identity = identity;
        this.options = options;
        this.names = names;
        this.board = board;
        this.statuses = statuses;
        this.committed = committed;
    }

    /// Milliseconds on a clock that never jumps.
    static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /// From any thread.
    void wake() {
        mailbox.wake();
    }

    void stop() {
        stopping = true;
        mailbox.close();
    }

    /// From any thread.
    void post(LongFunction<Event> event) {
        mailbox.execute(() -> tell(event));
    }

    void finish(Runnable whenSeen) {
        mailbox.execute(() -> {
            whenSeen.run();
            tell(Event.Finish::new);
        });
    }

    private void tell(LongFunction<Event> event) {
        if (driver != null) {
            driver.on(event);
        }
    }

    /// Entries of others that came since the loop began.
    int received() {
        return received.get();
    }

    @Override
    public void run() {
        try (Database database = Database.open(profile)) {
            var running = new EngineDriver(
                    database, identity, options, names, board, EngineLoop::now, mailbox, new Listener());
            driver = running;
            try {
                while (!stopping) {
                    takeMail(Math.min(POLL_MILLIS, running.turn() - now()));
                }
                running.leave();
            } finally {
                running.close();
            }
        } finally {
            mailbox.close();
            statuses.accept(new Status(new Status.Idle(), false, false));
        }
    }

    private void takeMail(long millis) {
        try {
            Runnable mail = mailbox.take(millis);
            for (int taken = 1; mail != null; taken++) {
                mail.run();
                mail = taken < MAX_BATCH ? mailbox.poll() : null;
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    private final class Listener implements EngineDriver.Listener {
        @Override
        public void committed(List<StoreOp> ops) {
            count(ops);
            committed.run();
        }

        @Override
        public void status(Status status) {
            statuses.accept(status);
        }

        @Override
        public void nearby() {
            committed.run();
        }
    }

    private void count(List<StoreOp> ops) {
        int others = 0;
        for (StoreOp op : ops) {
            if (op instanceof StoreOp.PutEntries put) {
                others += (int) put.entries().stream()
                        .filter(entry -> !entry.from().equals(identity.user()))
                        .filter(entry -> !Kinds.isReserved(entry.content().kind()))
                        .count();
            }
        }
        received.addAndGet(others);
    }
}
