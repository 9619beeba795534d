package dev.godwit.testing.history;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// One conversation on the server of a [Tale].
final class Room {
    private static final DeviceId DEVICE = DeviceId.random(new Random(1));

    final ConversationId id;
    final List<Entry> log = new ArrayList<>();
    final Set<UserId> members = new LinkedHashSet<>();
    final Map<UserId, Cursor> cursors = new LinkedHashMap<>();
    /// Seqs that each may see, entry by entry.
    final Map<UserId, NavigableSet<Long>> sight = new LinkedHashMap<>();
    boolean pastIsOpen;

    Room(ConversationId id) {
        this.id = id;
    }

    Room copy() {
        var copy = new Room(id);
        copy.log.addAll(log);
        copy.members.addAll(members);
        copy.cursors.putAll(cursors);
        sight.forEach((user, seqs) -> copy.sight.put(user, new TreeSet<>(seqs)));
        copy.pastIsOpen = pastIsOpen;
        return copy;
    }

    NavigableSet<Long> sight(UserId user) {
        return sight.computeIfAbsent(user, u -> new TreeSet<>());
    }

    /// Who is in it by now sees the entry.
    Entry append(UserId from, ClientMessageId id, Content content) {
        var entry = new Entry(log.size() + 1L, log.size(), from, DEVICE, id, content);
        log.add(entry);
        members.forEach(member -> sight(member).add(entry.seq()));
        return entry;
    }

    /// By the entry that is appended next.
    void enter(UserId user) {
        if (members.add(user) && pastIsOpen) {
            for (long seq = 1; seq <= log.size(); seq++) {
                sight(user).add(seq);
            }
        }
    }

    Entry at(long seq) {
        return log.get((int) seq - 1);
    }
}
