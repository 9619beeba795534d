package dev.godwit.client.sdk;

import dev.godwit.client.core.Event;
import dev.godwit.client.core.Status;
import dev.godwit.client.sqlite.ProfileStore;
import dev.godwit.client.view.ConnectionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Starts and stops the engine of one profile, and knows how it stands.
final class EngineRunner {
    private static final Status IDLE = new Status(new Status.Idle(), false, false);

    private record Running(EngineLoop loop, Thread thread, EngineLock lock, NetworkWatch network) {}

    private final Path profile;
    private final GodwitOptions options;
    private final ServerApi api;
    private final NearbyBoard board;
    private final Runnable changed;
    /// Guards `running`; never held while waiting for the engine's status.
    private final Object control = new Object();

    private @Nullable Running running;
    private final Object statusLock = new Object();
    private Status status = IDLE;

    /// @param changed called on the engine's thread after each commit and each change of its status
    EngineRunner(Path profile, GodwitOptions options, ServerApi api, NearbyBoard board, Runnable changed) {
        this.profile = profile;
        this.options = options;
        this.api = api;
        this.board = board;
        this.changed = changed;
    }

    /// Whether it was not running before.
    boolean start(ProfileStore.Identity identity) {
        synchronized (control) {
            if (running != null) {
                return false;
            }
            EngineLock lock = EngineLock.tryAcquire(profile)
                    .orElseThrow(() -> new GodwitException(
                            GodwitException.IN_USE,
                            "Another process of this profile is already connected.",
                            "It sends what you write here; or end it, then try again."));
            tell(new Status(new Status.Connecting(), false, false));
            var loop = new EngineLoop(profile, identity, options, api, board, this::tell, changed);
            Thread thread = Thread.ofPlatform().daemon().name("godwit-engine").start(loop);
            running = new Running(loop, thread, lock, NetworkWatch.start(() -> loop.post(Event.TryNow::new)));
            return true;
        }
    }

    boolean isRunning() {
        synchronized (control) {
            return running != null;
        }
    }

    void stop() {
        synchronized (control) {
            Running stopping = running;
            if (stopping == null) {
                return;
            }
            running = null;
            stopping.network().close();
            stopping.loop().stop();
            boolean interrupted = false;
            while (true) {
                try {
                    stopping.thread().join();
                    break;
                } catch (InterruptedException e) {
                    // The lock must not be given up while the engine still writes.
                    interrupted = true;
                }
            }
            stopping.lock().close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void wake() {
        synchronized (control) {
            if (running != null) {
                running.loop().wake();
            }
        }
    }

    void tryNow() {
        post(Event.TryNow::new);
    }

    /// Tells the engine, if it runs here.
    void post(LongFunction<Event> event) {
        EngineLoop loop;
        synchronized (control) {
            if (running == null) {
                return;
            }
            loop = running.loop();
        }
        loop.post(event);
    }

    private void tell(Status news) {
        synchronized (statusLock) {
            status = news;
            statusLock.notifyAll();
        }
        changed.run();
    }

    /// @param received entries of others that came meanwhile
    record Finished(boolean complete, int received, ConnectionState last) {}

    /// Waits until nothing is left to do, nothing can be done, or the time is over.
    Finished finish(Duration timeout) {
        EngineLoop loop;
        synchronized (control) {
            if (running == null) {
                return new Finished(false, 0, state());
            }
            loop = running.loop();
        }
        long deadline = EngineLoop.now() + timeout.toMillis();
        int before = loop.received();
        var seen = new CountDownLatch(1);
        loop.post(Event.TryNow::new);
        loop.finish(seen::countDown);
        boolean settled = false;
        try {
            if (seen.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                settled = awaitSettled(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Finished(settled, loop.received() - before, state());
    }

    private boolean awaitSettled(long deadline) throws InterruptedException {
        synchronized (statusLock) {
            while (true) {
                if (status.settled()) {
                    return true;
                }
                boolean hopeless = switch (status.phase()) {
                    case Status.Waiting waiting -> true;
                    case Status.SignedOut signedOut -> true;
                    case Status.Idle idle -> false;
                    case Status.Connecting connecting -> false;
                    case Status.Online online -> false;
                };
                long left = deadline - EngineLoop.now();
                if (hopeless || left <= 0) {
                    return false;
                }
                statusLock.wait(left);
            }
        }
    }

    ConnectionState state() {
        Status now;
        synchronized (statusLock) {
            now = status;
        }
        return switch (now.phase()) {
            case Status.Idle idle -> new ConnectionState.Offline();
            case Status.Connecting connecting -> new ConnectionState.Connecting();
            case Status.Online online -> new ConnectionState.Online(now.caughtUp());
            case Status.Waiting waiting -> new ConnectionState.WaitingToRetry(at(waiting.at()), waiting.reason());
            case Status.SignedOut signedOut -> new ConnectionState.SignedOut(signedOut.reason());
        };
    }

    /// The same moment for the same wait, or a live query would never come to rest: rounded to seconds.
    private Instant at(long monotonic) {
        Clock clock = options.clock();
        return Instant.ofEpochSecond(Math.round((clock.millis() + monotonic - EngineLoop.now()) / 1000.0));
    }
}
