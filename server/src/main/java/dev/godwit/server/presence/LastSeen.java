package dev.godwit.server.presence;

import dev.godwit.protocol.UserId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// When people were last there. In memory for those of late, in the store for ever; written behind, and
/// never waited for. Owned by the presence thread.
final class LastSeen {
    private static final System.Logger LOG = System.getLogger(LastSeen.class.getName());

    static final long SAVE_EVERY = 30_000;
    private static final int MAX_KNOWN = 50_000;
    private static final int MAX_UNSAVED = 200_000;
    private static final int MAX_ASKED = 1_000;
    private static final int MAX_WANTED = 20_000;
    private static final long NEVER = 0;

    /// After which a store that does not answer is asked the next thing.
    private static final long GIVE_UP_AFTER = 60_000;

    private final LastSeenStore store;
    private final InstantSource clock;
    private final Inbox inbox;
    private final Agenda agenda;
    private final Consumer<Collection<UserId>> found;
    private final LinkedHashMap<UserId, Long> known = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<UserId, Long> unsaved = new LinkedHashMap<>();
    private final Set<UserId> wanted = new LinkedHashSet<>();
    private boolean saveScheduled;
    private long saveAgainAt = Long.MIN_VALUE;
    private long askAgainAt = Long.MIN_VALUE;

    /// @param found told of whom it has turned out when they were there
    LastSeen(LastSeenStore store, InstantSource clock, Inbox inbox, Agenda agenda, Consumer<Collection<UserId>> found) {
        this.store = store;
        this.clock = clock;
        this.inbox = inbox;
        this.agenda = agenda;
        this.found = found;
    }

    /// They are there at this moment.
    void note(UserId user) {
        long now = clock.millis();
        remember(user, now);
        if (unsaved.size() < MAX_UNSAVED || unsaved.containsKey(user)) {
            unsaved.merge(user, now, Math::max);
        }
        scheduleSave();
    }

    private void remember(UserId user, long at) {
        known.merge(user, at, Math::max);
        if (known.size() > MAX_KNOWN) {
            known.pollFirstEntry();
        }
    }

    boolean isKnown(UserId user) {
        return known.containsKey(user);
    }

    OptionalLong of(UserId user) {
        long at = known.getOrDefault(user, NEVER);
        return at == NEVER ? OptionalLong.empty() : OptionalLong.of(at);
    }

    /// Has the store asked about those who are not known; one question at a time.
    void want(Collection<UserId> users) {
        for (UserId user : users) {
            if (wanted.size() < MAX_WANTED && !isKnown(user)) {
                wanted.add(user);
            }
        }
        ask();
    }

    private void ask() {
        if (agenda.now() < askAgainAt || wanted.isEmpty()) {
            return;
        }
        askAgainAt = agenda.now() + GIVE_UP_AFTER;
        var asked = wanted.stream().limit(MAX_ASKED).toList();
        asked.forEach(wanted::remove);
        askAbout(asked)
                .whenComplete((answer, fault) -> inbox.insist(() -> {
                    askAgainAt = Long.MIN_VALUE;
                    if (fault == null && answer != null) {
                        // What is noted and not yet saved is newer, and may have been forgotten here meanwhile.
                        asked.forEach(user -> remember(
                                user, Math.max(answer.getOrDefault(user, NEVER), unsaved.getOrDefault(user, NEVER))));
                        found.accept(asked);
                    } else {
                        LOG.log(System.Logger.Level.DEBUG, "last seen is not known just now", fault);
                    }
                    ask();
                }));
    }

    private void scheduleSave() {
        if (!saveScheduled) {
            saveScheduled = true;
            agenda.at(agenda.now() + SAVE_EVERY, () -> {
                saveScheduled = false;
                if (agenda.now() < saveAgainAt) {
                    scheduleSave();
                } else {
                    var _ = save();
                }
            });
        }
    }

    /// At most one at a time, so that a slow store gets no heap of them.
    ///
    /// @return completes with whether what was noted so far is saved
    CompletionStage<Boolean> save() {
        if (unsaved.isEmpty()) {
            return CompletableFuture.completedStage(true);
        }
        saveAgainAt = agenda.now() + GIVE_UP_AFTER;
        var batch = Collections.unmodifiableMap(new LinkedHashMap<>(unsaved));
        unsaved.clear();
        return guarded(() -> store.save(batch)).handle((done, fault) -> {
            inbox.insist(() -> saved(batch, fault));
            return fault == null;
        });
    }

    private void saved(Map<UserId, Long> batch, @Nullable Throwable fault) {
        saveAgainAt = Long.MIN_VALUE;
        if (fault != null) {
            LOG.log(System.Logger.Level.WARNING, "when people were last seen could not be saved yet", fault);
            batch.forEach((user, at) -> unsaved.merge(user, at, Math::max));
            scheduleSave();
        }
    }

    /// Takes in what somebody else has asked the store for.
    void learn(Map<UserId, Long> seen) {
        seen.forEach(this::remember);
    }

    /// What the store knows about these. From any thread.
    CompletionStage<Map<UserId, Long>> askAbout(Collection<UserId> users) {
        return guarded(() -> store.lastSeen(users));
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
