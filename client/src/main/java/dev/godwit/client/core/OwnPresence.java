package dev.godwit.client.core;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.PresenceState;
import java.util.Optional;
import java.util.OptionalLong;

/// Says how this device's user is there: nothing until they have done something here, again every 25 s, and
/// at once when it changes.
final class OwnPresence {
    static final long HEARTBEAT_MILLIS = 25_000;
    static final long IDLE_MILLIS = 300_000;

    private OptionalLong activeAt = OptionalLong.empty();
    private boolean busy;
    /// On this connection.
    private Optional<PresenceState> said = Optional.empty();

    private long sayAgainAt;

    void active(long now) {
        activeAt = OptionalLong.of(now);
    }

    void busy(boolean isBusy) {
        busy = isBusy;
    }

    void connectionLost() {
        said = Optional.empty();
    }

    void pump(Turn turn) {
        Optional<PresenceState> state = state(turn.now());
        if (state.isPresent() && (!state.equals(said) || turn.now() >= sayAgainAt)) {
            say(turn, state.get());
        }
    }

    private Optional<PresenceState> state(long now) {
        if (activeAt.isEmpty()) {
            return Optional.empty();
        }
        if (busy) {
            return Optional.of(PresenceState.BUSY);
        }
        return Optional.of(now < idleAt() ? PresenceState.ONLINE : PresenceState.AWAY);
    }

    private long idleAt() {
        return activeAt.orElseThrow() + IDLE_MILLIS;
    }

    private void say(Turn turn, PresenceState state) {
        said = Optional.of(state);
        sayAgainAt = turn.now() + HEARTBEAT_MILLIS;
        turn.act(new Action.SendFrame(new ClientFrame.Presence(state, OptionalLong.empty())));
    }

    /// The connection is about to be closed on purpose.
    void leaving(Turn turn) {
        if (said.isPresent()) {
            say(turn, PresenceState.OFFLINE);
        }
        activeAt = OptionalLong.empty();
    }

    void wake(Turn turn) {
        if (activeAt.isPresent()) {
            turn.wakeBy(sayAgainAt);
            if (turn.now() < idleAt()) {
                turn.wakeBy(idleAt());
            }
        }
    }
}
