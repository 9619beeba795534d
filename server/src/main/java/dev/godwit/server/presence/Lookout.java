package dev.godwit.server.presence;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.PresenceState;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.EncodedFrame;
import dev.godwit.server.delivery.Session;
import dev.godwit.server.presence.Look.Leave;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who looks at whom: answers each `watch` with everything that it names, then tells what changed,
/// gathered. Owned by the presence thread.
final class Lookout {
    /// Milliseconds for which the first change waits for others.
    static final long GATHER = 100;

    /// A session is told of changes at most this often.
    static final long EVERY = 500;

    /// A `watch` is answered by then, with whatever is known.
    static final long ANSWER_WITHIN = 500;

    static final long ASK_AGAIN = 5_000;

    private final Agenda agenda;
    private final Inbox inbox;
    private final Acquaintance acquaintance;
    private final Function<UserId, PresenceState> states;
    private final LastSeen lastSeen;
    private final Rooms rooms;
    /// These and the sets of looks keep the order in which they came: sessions have no order of their own that would be
    /// the same in each run of a simulation.
    private final Map<Session, Look> looks = new LinkedHashMap<>();

    private final Map<UserId, Set<Look>> byUser = new HashMap<>();
    private final Map<UserId, Set<Look>> byViewer = new HashMap<>();
    private long watches;

    Lookout(
            Agenda agenda,
            Inbox inbox,
            Acquaintance acquaintance,
            Function<UserId, PresenceState> states,
            LastSeen lastSeen,
            Rooms rooms) {
        this.agenda = agenda;
        this.inbox = inbox;
        this.acquaintance = acquaintance;
        this.states = states;
        this.lastSeen = lastSeen;
        this.rooms = rooms;
    }

    void watch(Session session, ClientFrame.Watch watch) {
        var look = looks.computeIfAbsent(session, Look::new);
        turn(
                look,
                first(watch.conversations(), Limits.MAX_WATCHED_CONVERSATIONS),
                first(watch.users(), Limits.MAX_WATCHED_USERS));
        if (look.users().isEmpty()) {
            look.unanswered = 0;
            return;
        }
        long number = ++watches;
        look.unanswered = number;
        agenda.at(agenda.now() + ANSWER_WITHIN, () -> {
            if (look.unanswered == number && isCurrent(look)) {
                answer(look);
            }
        });
        findOut(look);
    }

    private static <T> Set<T> first(List<T> named, int limit) {
        return named.stream().distinct().limit(limit).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void turn(Look look, Set<ConversationId> conversations, Set<UserId> users) {
        var oldConversations = look.conversations();
        var oldUsers = List.copyOf(look.users());
        look.turnTo(conversations, users);
        oldConversations.stream().filter(old -> !conversations.contains(old)).forEach(old -> rooms.leave(old, look));
        conversations.forEach(conversation -> rooms.enter(conversation, look));
        oldUsers.stream().filter(old -> !users.contains(old)).forEach(old -> drop(byUser, old, look));
        users.forEach(user ->
                byUser.computeIfAbsent(user, each -> new LinkedHashSet<>(2)).add(look));
        if (users.isEmpty()) {
            drop(byViewer, look.viewer(), look);
        } else {
            byViewer.computeIfAbsent(look.viewer(), each -> new LinkedHashSet<>(2))
                    .add(look);
        }
    }

    private static void drop(Map<UserId, Set<Look>> index, UserId user, Look look) {
        index.computeIfPresent(user, (each, set) -> {
            set.remove(look);
            return set.isEmpty() ? null : set;
        });
    }

    void leave(Session session) {
        var look = looks.remove(session);
        if (look != null) {
            turn(look, Set.of(), Set.of());
        }
    }

    Collection<Session> sessions() {
        return List.copyOf(looks.keySet());
    }

    private boolean isCurrent(Look look) {
        return looks.get(look.session()) == look;
    }

    /// Asks what is not known, and tells what is.
    private void findOut(Look look) {
        lastSeen.want(look.users().stream().filter(this::isMissed).toList());
        var undecided = look.undecided();
        if (!undecided.isEmpty()) {
            long question = ++look.question;
            agenda.at(agenda.now() + ASK_AGAIN, () -> {
                if (look.question == question
                        && isCurrent(look)
                        && !look.undecided().isEmpty()) {
                    findOut(look);
                }
            });
            var _ = acquaintance
                    .visible(look.viewer(), undecided)
                    .thenAccept(answer -> inbox.offer(() -> decided(look, question, answer)));
        }
        answerIfReady(look);
    }

    private void decided(Look look, long question, Map<UserId, Boolean> answer) {
        if (look.question != question || !isCurrent(look)) {
            return;
        }
        answer.forEach((user, granted) -> {
            look.decide(user, granted);
            look.changed.add(user);
        });
        if (look.unanswered == 0) {
            schedule(look);
        } else {
            lastSeen.want(look.users().stream().filter(this::isMissed).toList());
            answerIfReady(look);
        }
    }

    private boolean isMissed(UserId user) {
        return states.apply(user) == PresenceState.OFFLINE && !lastSeen.isKnown(user);
    }

    private void answerIfReady(Look look) {
        boolean ready = look.unanswered != 0
                && look.users().stream().allMatch(user -> switch (look.leaveFor(user)) {
                    case UNDECIDED -> false;
                    case GRANTED -> !isMissed(user);
                    case DENIED -> true;
                });
        if (ready) {
            answer(look);
        }
    }

    private void answer(Look look) {
        look.unanswered = 0;
        look.changed.clear();
        look.told.clear();
        var all = look.users().stream()
                .map(user -> presence(user, look.leaveFor(user) == Leave.GRANTED))
                .toList();
        all.forEach(each -> look.told.put(each.user(), each));
        look.notBefore = agenda.now() + EVERY;
        look.session().reply(new ServerFrame.Presences(all));
    }

    /// @param granted otherwise like somebody who has never been seen, and like somebody who does not exist
    ServerFrame.Presence presence(UserId user, boolean granted) {
        var state = granted ? states.apply(user) : PresenceState.OFFLINE;
        var seen = granted && state == PresenceState.OFFLINE ? lastSeen.of(user) : OptionalLong.empty();
        return new ServerFrame.Presence(user, state, seen);
    }

    void changed(UserId user) {
        for (Look look : byUser.getOrDefault(user, Set.of())) {
            if (look.unanswered == 0) {
                look.changed.add(user);
                schedule(look);
            }
        }
    }

    private void schedule(Look look) {
        if (!look.flushScheduled && !look.changed.isEmpty()) {
            look.flushScheduled = true;
            agenda.at(Math.max(agenda.now() + GATHER, look.notBefore), () -> flush(look));
        }
    }

    private void flush(Look look) {
        look.flushScheduled = false;
        if (!isCurrent(look) || look.unanswered != 0) {
            return;
        }
        var news = new ArrayList<ServerFrame.Presence>();
        for (UserId user : look.changed) {
            var leave = look.leaveFor(user);
            // Whoever is asked about anew comes up again with the answer.
            if (leave != Leave.UNDECIDED) {
                var presence = presence(user, leave == Leave.GRANTED);
                if (!presence.equals(look.told.get(user))) {
                    news.add(presence);
                }
            }
        }
        look.changed.clear();
        if (news.isEmpty()) {
            return;
        }
        look.notBefore = agenda.now() + EVERY;
        if (look.session().offer(new EncodedFrame(new ServerFrame.Presences(news)))) {
            news.forEach(each -> look.told.put(each.user(), each));
        } else {
            // No room: what is true by then goes when there is.
            news.forEach(each -> look.changed.add(each.user()));
            schedule(look);
        }
    }

    /// It has turned out when they were last there.
    void found(Collection<UserId> users) {
        var waiting = new LinkedHashSet<Look>();
        for (UserId user : users) {
            changed(user);
            byUser.getOrDefault(user, Set.of()).stream()
                    .filter(look -> look.unanswered != 0)
                    .forEach(waiting::add);
        }
        waiting.forEach(this::answerIfReady);
    }

    /// Whom this user knows, blocks or lets see them is not what it was.
    void reconsider(UserId user) {
        for (Look look : List.copyOf(byViewer.getOrDefault(user, Set.of()))) {
            look.doubt(List.copyOf(look.users()));
            findOut(look);
        }
        for (Look look : List.copyOf(byUser.getOrDefault(user, Set.of()))) {
            look.doubt(List.of(user));
            findOut(look);
        }
    }

    /// These two may have got to know each other.
    void met(UserId one, UserId other) {
        meet(one, other);
        meet(other, one);
    }

    private void meet(UserId viewer, UserId user) {
        for (Look look : List.copyOf(byUser.getOrDefault(user, Set.of()))) {
            if (look.viewer().equals(viewer) && look.leaveFor(user) == Leave.DENIED) {
                look.doubt(List.of(user));
                findOut(look);
            }
        }
    }
}
