package dev.godwit.testing.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which of the server's stores each device speaks of while it goes through what happened: 0 for the first one, one
/// more for each [Happening.Restored].
///
/// That a device only learns some time after the restore, from [Happening.Greeted]: what it still commits until then
/// came from the store before.
final class Epochs {
    private final boolean ordered;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Device, Integer> greeted = new HashMap<>();
    private int restores;

    Epochs(List<Happening> happenings, boolean ordered) {
        this.ordered = ordered;
        for (Happening happening : happenings) {
            if (happening instanceof Happening.Restored restored) {
                numbers.put(restored.epoch(), numbers.size() + 1);
            }
        }
    }

    /// Number of the store that is there in the end.
    int last() {
        return numbers.size();
    }

    /// To be asked once for each happening, in order.
    ///
    /// @return number of the store that its device speaks of
    int of(Happening happening) {
        return switch (happening) {
            case Happening.Greeted hello -> {
                int number = numbers.getOrDefault(hello.epoch(), 0);
                greeted.put(hello.device(), number);
                yield number;
            }
            case Happening.OnDevice onDevice -> {
                Integer known = greeted.get(onDevice.device());
                yield known != null ? known : ordered ? restores : 0;
            }
            case Happening.Restored restored -> ++restores;
            case Happening.ServerDied died -> restores;
            case Happening.Fault fault -> restores;
        };
    }
}
