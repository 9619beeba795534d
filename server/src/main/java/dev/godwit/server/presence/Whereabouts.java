package dev.godwit.server.presence;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.Session;
import dev.godwit.server.log.Commit;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Touched;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Who is there, who looks at whom, who is writing. In memory, but for when people were last seen.
///
/// Every method may be called from any thread and returns at once; the work is done on one thread of its
/// own. If that one is behind, stopped or broken, what is said meanwhile is lost, and nobody waits for it.
public final class Whereabouts {
    private final Inbox inbox;
    private final LastSeen lastSeen;
    private final Attendance attendance;
    private final Rooms rooms;
    private final Lookout lookout;
    private final TypingRelay typing;
    private final OnlineCounts counts;
    private final Acquaintance acquaintance;

    /// The connections there are, whatever the owner has heard of them.
    private final Set<Session> live = ConcurrentHashMap.newKeySet();

    private final Set<UserId> toReconsider = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reconsidering = new AtomicBoolean();

    /// @param owner    single-threaded, and nobody else's
    /// @param clock    says when people were last seen
    /// @param nanoTime by which everything else is timed
    /// @param heads    of conversations, as of the last commit
    public Whereabouts(
            Executor owner,
            Alarm alarm,
            InstantSource clock,
            LongSupplier nanoTime,
            Function<ConversationId, CompletionStage<Head>> heads,
            Acquaintance acquaintance,
            LastSeenStore store) {
        this.acquaintance = acquaintance;
        inbox = new Inbox(owner);
        var agenda = new Agenda(inbox, alarm, nanoTime);
        lastSeen = new LastSeen(store, clock, inbox, agenda, this::found);
        attendance = new Attendance(agenda, lastSeen, this::changed);
        rooms = new Rooms(heads, agenda);
        lookout = new Lookout(agenda, inbox, acquaintance, attendance::of, lastSeen, rooms);
        typing = new TypingRelay(agenda, inbox, acquaintance, rooms);
        counts = new OnlineCounts(inbox, agenda, attendance, acquaintance);
        inbox.whenRecovered(() -> {
            forgetTheGone();
            reconsiderAll();
        });
    }

    private void changed(UserId user) {
        lookout.changed(user);
    }

    private void found(Collection<UserId> users) {
        lookout.found(users);
    }

    /// Takes up a session; it makes nobody appear until it says `presence`.
    public void attach(Session session) {
        live.add(session);
    }

    public void detach(Session session) {
        if (live.remove(session)) {
            inbox.offer(() -> forget(session));
        }
    }

    private void forget(Session session) {
        attendance.leave(session);
        typing.leave(session);
        lookout.leave(session);
    }

    /// The end of a connection may have been among what was dropped.
    private void forgetTheGone() {
        Stream.of(attendance.sessions(), lookout.sessions())
                .flatMap(Collection::stream)
                .distinct()
                .filter(session -> !live.contains(session))
                .toList()
                .forEach(this::forget);
    }

    private void on(Session session, Runnable task) {
        inbox.offer(() -> {
            if (live.contains(session)) {
                task.run();
            }
        });
    }

    public void watch(Session session, ClientFrame.Watch watch) {
        on(session, () -> lookout.watch(session, watch));
    }

    public void presence(Session session, ClientFrame.Presence presence) {
        on(session, () -> attendance.say(session, presence.state(), presence.ttl()));
    }

    public void typing(Session session, ClientFrame.Typing frame) {
        on(session, () -> typing.typing(session, frame));
    }

    /// What an integration says without a connection: replaces what it said before, counts as long as it
    /// says.
    ///
    /// Fails where the owner is behind: nothing was changed.
    public CompletionStage<Void> stand(UserId user, DeviceId device, PresenceState state, OptionalLong ttl) {
        return guarded(() -> CompletableFuture.runAsync(
                () -> attendance.stand(user, device, state, ttl), task -> taken(inbox.offer(task))));
    }

    /// Who of these is there, as the viewer may know; in the same order. Fails where the owner is behind.
    public CompletionStage<List<ServerFrame.Presence>> of(UserId viewer, List<UserId> users) {
        var seen = lastSeen.askAbout(users).exceptionally(fault -> Map.of());
        return acquaintance
                .visible(viewer, users)
                .thenCombine(
                        seen,
                        (visible, times) -> guarded(() -> CompletableFuture.supplyAsync(
                                () -> {
                                    lastSeen.learn(times);
                                    return users.stream()
                                            .map(user -> lookout.presence(user, visible.getOrDefault(user, false)))
                                            .toList();
                                },
                                task -> taken(inbox.offer(task)))))
                .thenCompose(answer -> answer);
    }

    private static void taken(boolean taken) {
        if (!taken) {
            throw new RejectedExecutionException("presence is behind");
        }
    }

    private static <T> CompletionStage<T> guarded(Supplier<CompletionStage<T>> call) {
        try {
            return call.get();
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /// How many members of a large group are there, as far as everybody may know; counted every few
    /// seconds.
    public int onlineIn(ConversationId group, ConversationState state) {
        return counts.of(group, state);
    }

    /// To be told of each commit, in order, by the conversation's writer.
    public void committed(Commit commit) {
        rooms.committed(commit);
        var conversation = commit.conversation();
        switch (conversation.type()) {
            case ACCOUNT -> commit.head().state().people().keySet().forEach(this::reconsider);
            case DIRECT -> {
                // Somebody wrote first, or accepted: other entries make nobody better known.
                if (!commit.touched().equals(Touched.NOTHING)) {
                    met(List.copyOf(commit.head().state().people().keySet()));
                }
            }
            case GROUP -> {}
        }
    }

    /// Each user once, however often they change their settings while the owner is behind.
    private void reconsider(UserId user) {
        toReconsider.add(user);
        if (reconsidering.compareAndSet(false, true) && !inbox.insist(this::reconsiderAll)) {
            reconsidering.set(false);
        }
    }

    private void reconsiderAll() {
        reconsidering.set(false);
        for (UserId user : List.copyOf(toReconsider)) {
            toReconsider.remove(user);
            counts.reconsider(user);
            lookout.reconsider(user);
        }
    }

    private void met(List<UserId> people) {
        if (people.size() == 2) {
            inbox.offer(() -> lookout.met(people.getFirst(), people.getLast()));
        }
    }

    /// Saves when everybody was last seen. Completes when that is done, or could not be; never, if the
    /// owner does not run.
    public CompletionStage<Void> stop() {
        return guarded(() -> CompletableFuture.supplyAsync(
                        () -> {
                            attendance.noteEverybody();
                            return lastSeen.save();
                        },
                        task -> taken(inbox.insist(task))))
                .thenCompose(saving -> saving)
                .thenAccept(saved -> {});
    }
}
