package dev.godwit.client.core;

import java.util.List;
import java.util.OptionalLong;

/// @param ops     to be carried out in this order, in one transaction
/// @param actions to be carried out in this order, after the commit
/// @param wakeAt  when the engine wants a [Event.Tick], replacing what it wanted before
public record Effects(List<StoreOp> ops, List<Action> actions, OptionalLong wakeAt) {
    public Effects {
        ops = List.copyOf(ops);
        actions = List.copyOf(actions);
    }
}
