package dev.godwit.client.core;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Collects the effects of one event.
final class Turn {
    private final long now;
    private final List<StoreOp> ops = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();
    private long wakeAt = Long.MAX_VALUE;

    Turn(long now) {
        this.now = now;
    }

    long now() {
        return now;
    }

    void write(StoreOp op) {
        ops.add(op);
    }

    void act(Action action) {
        actions.add(action);
    }

    void wakeBy(long time) {
        wakeAt = Math.min(wakeAt, Math.max(time, now + 1));
    }

    Effects effects() {
        return new Effects(ops, actions, wakeAt == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(wakeAt));
    }
}
