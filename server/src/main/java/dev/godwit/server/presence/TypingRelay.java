package dev.godwit.server.presence;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.server.delivery.EncodedFrame;
import dev.godwit.server.delivery.Session;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Group;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Who is writing where, told to the members who look. Owned by the presence thread.
final class TypingRelay {
    /// People who type at the same time; more are not relayed.
    private static final int MAX_TYPISTS = 20_000;

    /// Milliseconds within which saying it again is not passed on.
    static final long REFRESH = 3_000;

    /// Milliseconds within which stopping and beginning anew is not passed on.
    static final long SETTLE = 1_000;

    private record Desk(ConversationId conversation, UserId user) {}

    private static final class Typist {
        private Session by;
        private boolean on;
        private long until;
        private long relayedAt = Long.MIN_VALUE / 2;
        private final Set<Session> told = new HashSet<>();

        Typist(Session by) {
            this.by = by;
        }
    }

    private final Agenda agenda;
    private final Inbox inbox;
    private final Acquaintance acquaintance;
    private final Rooms rooms;
    private final Map<Desk, Typist> typists = new HashMap<>();

    TypingRelay(Agenda agenda, Inbox inbox, Acquaintance acquaintance, Rooms rooms) {
        this.agenda = agenda;
        this.inbox = inbox;
        this.acquaintance = acquaintance;
        this.rooms = rooms;
    }

    void typing(Session session, ClientFrame.Typing frame) {
        var desk = new Desk(frame.conversation(), session.user());
        if (frame.on()) {
            begin(session, desk);
        } else {
            var typist = typists.get(desk);
            // What another device of theirs says is about its own keyboard.
            if (typist != null && typist.by.equals(session)) {
                stop(desk, typist);
            }
        }
    }

    private void begin(Session session, Desk desk) {
        var listeners = listeners(desk);
        if (listeners.isEmpty()) {
            return;
        }
        var typist = typists.get(desk);
        if (typist == null) {
            if (typists.size() >= MAX_TYPISTS) {
                return;
            }
            var begun = new Typist(session);
            typists.put(desk, begun);
            typist = begun;
        }
        long now = agenda.now();
        typist.by = session;
        if (now - typist.relayedAt < (typist.on ? REFRESH : SETTLE)) {
            typist.until = typist.on ? now + Limits.TYPING_TTL : typist.until;
            return;
        }
        boolean asleep = typist.until <= now;
        typist.on = true;
        typist.relayedAt = now;
        typist.until = now + Limits.TYPING_TTL;
        if (asleep) {
            wakeAtEnd(desk, typist);
        }
        relay(desk, typist, listeners);
    }

    private void wakeAtEnd(Desk desk, Typist typist) {
        agenda.at(typist.until, () -> {
            if (typist.until > agenda.now()) {
                wakeAtEnd(desk, typist);
            } else {
                typists.remove(desk, typist);
                stop(desk, typist);
            }
        });
    }

    private void relay(Desk desk, Typist typist, List<Look> listeners) {
        var users = listeners.stream().map(Look::viewer).collect(Collectors.toSet());
        var _ = acquaintance
                .listeners(desk.user(), desk.conversation(), users)
                .thenAccept(allowed -> inbox.offer(() -> {
                    if (typist.on) {
                        tell(desk, typist, allowed);
                    }
                }));
    }

    /// Asks once more who looks: between question and answer somebody may have gone.
    private void tell(Desk desk, Typist typist, Set<UserId> allowed) {
        var frame = new EncodedFrame(new ServerFrame.Typing(desk.conversation(), desk.user(), true));
        for (Look look : listeners(desk)) {
            if (allowed.contains(look.viewer()) && look.session().offer(frame)) {
                typist.told.add(look.session());
            }
        }
    }

    private void stop(Desk desk, Typist typist) {
        if (!typist.on) {
            return;
        }
        typist.on = false;
        var frame = new EncodedFrame(new ServerFrame.Typing(desk.conversation(), desk.user(), false));
        for (Look look : listeners(desk)) {
            if (typist.told.contains(look.session())) {
                look.session().offer(frame);
            }
        }
        typist.told.clear();
    }

    /// The sessions of other members that look into the conversation, if the typist is one.
    private List<Look> listeners(Desk desk) {
        var state = rooms.state(desk.conversation());
        if (state.isEmpty() || !mayType(state.get(), desk.user())) {
            return List.of();
        }
        return rooms.looksInto(desk.conversation()).stream()
                .filter(look ->
                        !look.viewer().equals(desk.user()) && state.get().isMember(look.viewer()))
                .toList();
    }

    private static boolean mayType(ConversationState state, UserId user) {
        return state.isMember(user) && !new Group(state).isLarge();
    }

    void leave(Session session) {
        typists.forEach((desk, typist) -> {
            if (typist.by.equals(session)) {
                stop(desk, typist);
            }
        });
    }
}
