package dev.godwit.client.core;

import dev.godwit.protocol.ServerFrame;

/// Idle → connecting → greeting → online → waiting → connecting …
final class ConnectionCycle {
    private enum State {
        IDLE,
        CONNECTING,
        GREETING,
        ONLINE,
        WAITING,
        SIGNED_OUT
    }

    private final Backoff backoff;
    private State state = State.IDLE;
    private int failures;
    private long retryAt;
    private long notBefore;
    private String reason = "";

    ConnectionCycle(Backoff backoff) {
        this.backoff = backoff;
    }

    /// A connection exists, greeted or not.
    boolean isOpen() {
        return state == State.GREETING || state == State.ONLINE;
    }

    boolean isOnline() {
        return state == State.ONLINE;
    }

    void connect(Turn turn) {
        state = State.CONNECTING;
        turn.act(new Action.Connect());
    }

    void opened() {
        state = State.GREETING;
    }

    void welcomed() {
        state = State.ONLINE;
        notBefore = 0;
    }

    /// The server has proved that it works: the next failure is the first one again.
    void proved() {
        failures = 0;
    }

    void draining(Turn turn, ServerFrame.Draining draining) {
        notBefore = turn.now() + draining.retryAfter();
    }

    void closed(Turn turn, boolean unauthorized, String why) {
        if (state == State.SIGNED_OUT) {
            return;
        }
        reason = why;
        if (unauthorized) {
            state = State.SIGNED_OUT;
            return;
        }
        failures++;
        state = State.WAITING;
        retryAt = Math.max(notBefore, turn.now()) + backoff.delay(failures);
    }

    void signedOut(Turn turn, String why) {
        reason = why;
        state = State.SIGNED_OUT;
        turn.act(new Action.Disconnect(why));
    }

    /// The network is said to be back.
    void tryNow(Turn turn) {
        if (state == State.WAITING || state == State.SIGNED_OUT) {
            connect(turn);
        }
    }

    void tick(Turn turn) {
        if (state == State.WAITING && turn.now() >= retryAt) {
            connect(turn);
        }
    }

    void wake(Turn turn) {
        if (state == State.WAITING) {
            turn.wakeBy(retryAt);
        }
    }

    Status.Phase phase() {
        return switch (state) {
            case IDLE -> new Status.Idle();
            case CONNECTING, GREETING -> new Status.Connecting();
            case ONLINE -> new Status.Online();
            case WAITING -> new Status.Waiting(retryAt, reason);
            case SIGNED_OUT -> new Status.SignedOut(reason);
        };
    }
}
