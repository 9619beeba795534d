package dev.godwit.server.delivery;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How far the members of a large group have read, in numbers. A receipt costs one step here; kept only
/// while somebody looks.
///
/// Owned by the delivery thread.
final class Readership {
    private static final int POSITIONS = 20;

    private final Map<UserId, Long> positions = new HashMap<>();
    private final TreeMap<Long, Integer> readersAt = new TreeMap<>();

    void moved(UserId user, long read) {
        long before = positions.getOrDefault(user, 0L);
        if (read <= before) {
            return;
        }
        positions.put(user, read);
        leave(before);
        readersAt.merge(read, 1, Integer::sum);
    }

    void remove(UserId user) {
        var before = positions.remove(user);
        if (before != null) {
            leave(before);
        }
    }

    private void leave(long position) {
        readersAt.computeIfPresent(position, (seq, readers) -> readers == 1 ? null : readers - 1);
    }

    /// The highest positions, highest first, each with everybody who has read at least that far.
    List<ServerFrame.Readers> highest() {
        var readers = new ArrayList<ServerFrame.Readers>();
        int sum = 0;
        for (var position : readersAt.descendingMap().entrySet()) {
            if (readers.size() == POSITIONS) {
                break;
            }
            sum += position.getValue();
            readers.add(new ServerFrame.Readers(position.getKey(), sum));
        }
        return readers;
    }
}
