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
    private final Map<String, Session> byTokenHash = bounded(CACHED);

    /// When the use of a session was last noted, by its id.
    private final Map<String, Instant> noted = bounded(CACHED);
    private final Map<String, Boolean> ended = bounded(ENDED);
    private final Map<String, Instant> touches = new HashMap<>();
    private boolean touching;
    private long endings;

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
            byTokenHash.values().removeIf(cached -> cached.id().equals(session.id()));
            noted.remove(session.id());
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
                    found.ifPresent(session -> {
                        byTokenHash.put(hash, session);
                        noted.putIfAbsent(session.id(), session.lastUsed());
                        used(session.id());
                    });
                    return found;
                }
            }
        }
    }

    private synchronized long endings() {
        return endings;
    }

    private synchronized Optional<Session> cached(String hash) {
        var cached = Optional.ofNullable(byTokenHash.get(hash));
        cached.ifPresent(session -> used(session.id()));
        return cached;
    }

    /// Notes that the session is in use, at most once a minute; one thread at a time carries the notes to the store.
    /// For what goes on for long without asking [#authenticate] again, such as a connection.
    public synchronized void used(String sessionId) {
        Instant now = clock.instant();
        var before = noted.get(sessionId);
        if (ended.containsKey(sessionId) || (before != null && now.isBefore(before.plus(TOUCH_EVERY)))) {
            return;
        }
        noted.put(sessionId, now);
        touches.put(sessionId, now);
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
