package dev.godwit.client.traces;

import dev.godwit.client.core.Action;
import dev.godwit.client.core.Effects;
import dev.godwit.client.core.Event;
import dev.godwit.client.core.Status;
import dev.godwit.client.core.StoreOp;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ServerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How often each type of event, frame, operation, action and phase occurs in the traces.
final class Census {
    private static final List<Class<?>> CLOSED_SETS =
            List.of(Event.class, ServerFrame.class, StoreOp.class, Action.class, ClientFrame.class, Status.Phase.class);

    private final Map<Class<?>, Integer> counts = new HashMap<>();

    void count(Event event, Effects effects) {
        count(event);
        if (event instanceof Event.Received received) {
            count(received.frame());
        }
        effects.ops().forEach(this::count);
        for (Action action : effects.actions()) {
            count(action);
            switch (action) {
                case Action.SendFrame send -> count(send.frame());
                case Action.Notify notify -> count(notify.status().phase());
                default -> {}
            }
        }
    }

    private void count(Object thing) {
        counts.merge(thing.getClass(), 1, Integer::sum);
    }

    /// Those that occur less often than this.
    List<String> rarerThan(int times) {
        var rare = new ArrayList<String>();
        for (Class<?> set : CLOSED_SETS) {
            for (Class<?> type : set.getPermittedSubclasses()) {
                int count = counts.getOrDefault(type, 0);
                // An engine is idle until something happens, and never again: nobody is ever told.
                if (count < times && type != Status.Idle.class) {
                    rare.add(set.getSimpleName() + '.' + type.getSimpleName() + ": " + count);
                }
            }
        }
        return rare;
    }

    @Override
    public String toString() {
        var lines = new ArrayList<String>();
        counts.forEach((type, count) -> lines.add(type.getName() + ": " + count));
        lines.sort(String::compareTo);
        return String.join("\n", lines);
    }
}
