package dev.godwit.server.identity;

import dev.godwit.protocol.Limits;
import dev.godwit.server.identity.Accounts.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Who holds a token: answered from memory for tokens seen lately, from the store otherwise. Never blocks its caller.
///
/// A session that ended is told to the listeners after it has left the store and the cache. Somebody who admits a
/// connection registers it first and then asks [#hasEnded]: so no connection slips between the answer and the end.
public final class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class.getName());
    private static final int CACHED = 20_000;
    private static final int ENDED = 20_000;
    private static final int LOADING = 4_096;
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private final Accounts accounts;
    private final InstantSource clock;
    private final Executor blocking;
    private final List<Consumer<Session>> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore loading = new Semaphore(LOADING);

    // Guarded by this; held only for look-ups in memory.
    private final Map<String, Cached> byTokenHash = bounded(CACHED);
    private final Map<String, Boolean> ended = bounded(ENDED);
    private final Map<String, Instant> touches = new HashMap<>();
    private boolean touching;
    private long endings;

    private static final class Cached {
        final Session session;
        Instant touched;

        Cached(Session session) {
            this.session = session;
            this.touched = session.lastUsed();
        }
    }

    /// @param blocking runs each look-up that memory cannot answer; virtual threads
    Sessions(Accounts accounts, InstantSource clock, Executor blocking) {
        this.accounts = accounts;
        this.clock = clock;
        this.blocking = blocking;
    }

    /// The token's session, if it is valid. Completes at once where memory can tell; otherwise on a thread of
    /// `blocking`. Fails when the store does, or with [BusyException] when too many look-ups wait for it.
    public CompletionStage<Optional<Session>> authenticate(String token) {
        if (token.isEmpty() || token.length() > Limits.MAX_TOKEN_LENGTH) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        String hash = Secrets.hash(token);
        Optional<Session> known = cached(hash);
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known);
        }
        if (!loading.tryAcquire()) {
            return CompletableFuture.failedFuture(new BusyException());
        }
        return CompletableFuture.supplyAsync(() -> load(hash), blocking)
                .whenComplete((session, failure) -> loading.release());
    }

    /// More look-ups wait for the store than are worth waiting for: try again.
    public static final class BusyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("too many sign-ins at once");
        }
    }

    /// Called once for each session that was revoked or replaced, on the thread that did it.
    public void onRevoked(Consumer<Session> listener) {
        listeners.add(listener);
    }

    /// Whether the session ended a short while ago. See the type's comment.
    public synchronized boolean hasEnded(String sessionId) {
        return ended.containsKey(sessionId);
    }

    /// After the session has left the store.
    void end(Session session) {
        synchronized (this) {
            endings++;
            ended.put(session.id(), true);
            byTokenHash.values().removeIf(cached -> cached.session.id().equals(session.id()));
        }
        for (Consumer<Session> listener : listeners) {
            try {
                listener.accept(session);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "A listener failed when session " + session.id() + " ended.", e);
            }
        }
    }

    private Optional<Session> load(String hash) {
        while (true) {
            long before = endings();
            Optional<Session> found = accounts.byToken(hash);
            synchronized (this) {
                // A session that ended while the store was read must not enter the cache.
                if (before == endings) {
                    found.ifPresent(session -> byTokenHash.put(hash, new Cached(session)));
                    found.ifPresent(session -> use(hash));
                    return found;
                }
            }
        }
    }

    private synchronized long endings() {
        return endings;
    }

    private synchronized Optional<Session> cached(String hash) {
        Cached cached = byTokenHash.get(hash);
        if (cached == null) {
            return Optional.empty();
        }
        use(hash);
        return Optional.of(cached.session);
    }

    /// Notes when the session was used, at most once a minute; one thread at a time carries the notes to the store.
    private synchronized void use(String hash) {
        Cached cached = byTokenHash.get(hash);
        Instant now = clock.instant();
        if (cached == null || now.isBefore(cached.touched.plus(TOUCH_EVERY))) {
            return;
        }
        cached.touched = now;
        touches.put(cached.session.id(), now);
        if (!touching) {
            try {
                blocking.execute(this::saveTouches);
                touching = true;
            } catch (RejectedExecutionException e) {
                LOG.log(Level.FINE, "Shutting down: when a session was last used is not saved.", e);
            }
        }
    }

    private void saveTouches() {
        while (true) {
            Map<String, Instant> batch;
            synchronized (this) {
                if (touches.isEmpty()) {
                    touching = false;
                    return;
                }
                batch = Map.copyOf(touches);
                touches.clear();
            }
            try {
                accounts.touch(batch);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "When sessions were last used could not be saved.", e);
            }
        }
    }

    private static <K, V> Map<K, V> bounded(int size) {
        return new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > size;
            }
        };
    }
}
