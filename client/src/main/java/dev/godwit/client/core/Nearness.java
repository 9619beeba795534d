package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is true only now, in both directions. Only a server that offers it hears of it, and whatever gets
/// lost is said again or forgotten.
final class Nearness {
    private static final ClientFrame.Watch NOTHING = new ClientFrame.Watch(List.of(), List.of());

    private final Neighbours neighbours;
    private final OwnPresence presence = new OwnPresence();
    private final OwnTyping typing = new OwnTyping();
    private boolean served;
    private ClientFrame.Watch wanted = NOTHING;
    /// What the server knows of it on this connection.
    private Optional<ClientFrame.Watch> watching = Optional.empty();

    Nearness(UserId me) {
        this.neighbours = new Neighbours(me);
    }

    void welcomed(Collection<String> features) {
        served = features.contains(ServerFrame.Welcome.PRESENCE);
        watching = Optional.empty();
    }

    void connectionLost() {
        served = false;
        watching = Optional.empty();
        presence.connectionLost();
        typing.connectionLost();
        neighbours.connectionLost();
    }

    void watch(Event.WatchWanted watch) {
        wanted = new ClientFrame.Watch(
                first(watch.conversations(), Limits.MAX_WATCHED_CONVERSATIONS),
                first(watch.users(), Limits.MAX_WATCHED_USERS));
        neighbours.watch(Set.copyOf(wanted.conversations()), Set.copyOf(wanted.users()));
    }

    private static <T> List<T> first(List<T> all, int limit) {
        return new LinkedHashSet<>(all).stream().limit(limit).toList();
    }

    Set<ConversationId> watched() {
        return Set.copyOf(wanted.conversations());
    }

    void active(long now) {
        presence.active(now);
    }

    void busy(boolean isBusy) {
        presence.busy(isBusy);
    }

    void typed(Turn turn, ConversationId conversation) {
        if (served) {
            typing.typed(turn, conversation);
        }
    }

    /// An own entry leaves for this conversation.
    void wrote(Turn turn, ConversationId conversation) {
        typing.wrote(turn, conversation);
    }

    Neighbours neighbours() {
        return neighbours;
    }

    void leaving(Turn turn) {
        if (served) {
            presence.leaving(turn);
        }
    }

    /// Only while online.
    void pump(Turn turn) {
        if (!served) {
            return;
        }
        if (!watching.orElse(NOTHING).equals(wanted)) {
            watching = Optional.of(wanted);
            turn.act(new Action.SendFrame(wanted));
        }
        presence.pump(turn);
        typing.pump(turn);
        presence.wake(turn);
        typing.wake(turn);
    }
}
