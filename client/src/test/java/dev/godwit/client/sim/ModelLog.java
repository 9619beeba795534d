package dev.godwit.client.sim;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One log: what stands in it, and who may see which part of it.
final class ModelLog {
    /// The name of an entry.
    record Name(UserId sender, ClientMessageId id) {}

    /// @param to last seq that was seen; 0 while the stay goes on
    private record Stay(long from, long to) {
        boolean sees(long seq) {
            return seq >= from && (to == 0 || seq <= to);
        }
    }

    final ConversationId id;
    final List<Entry> entries = new ArrayList<>();
    final Map<Name, Entry> names = new HashMap<>();
    final Set<Name> burnt = new HashSet<>();
    final Map<UserId, Cursor> cursors = new TreeMap<>();
    /// Of a 1:1; empty for groups.
    final List<UserId> fixed;
    /// Of a group.
    final ModelGroup group;

    private final Map<UserId, List<Stay>> stays = new TreeMap<>();
    /// When something happened last that this person may know of, for who is no member any more.
    private final Map<UserId, Long> frozen = new TreeMap<>();

    long changed;

    ModelLog(ConversationId id, List<UserId> fixed) {
        this(id, fixed, new ModelGroup());
        fixed.forEach(user -> enter(user, 1));
    }

    private ModelLog(ConversationId id, List<UserId> fixed, ModelGroup group) {
        this.id = id;
        this.fixed = fixed;
        this.group = group;
    }

    ModelLog copy() {
        var copy = new ModelLog(id, fixed, group.copy());
        copy.entries.addAll(entries);
        copy.names.putAll(names);
        copy.burnt.addAll(burnt);
        copy.cursors.putAll(cursors);
        stays.forEach((user, all) -> copy.stays.put(user, new ArrayList<>(all)));
        copy.frozen.putAll(frozen);
        copy.changed = changed;
        return copy;
    }

    void enter(UserId user, long from) {
        stays.computeIfAbsent(user, u -> new ArrayList<>()).add(new Stay(from, 0));
        frozen.remove(user);
    }

    void leave(UserId user, long to) {
        List<Stay> all = stays.getOrDefault(user, List.of());
        all.set(all.size() - 1, new Stay(all.getLast().from(), to));
    }

    boolean isMember(UserId user) {
        List<Stay> all = stays.getOrDefault(user, List.of());
        return !all.isEmpty() && all.getLast().to() == 0;
    }

    boolean wasMember(UserId user) {
        return stays.containsKey(user);
    }

    boolean sees(UserId user, long seq) {
        return stays.getOrDefault(user, List.of()).stream().anyMatch(stay -> stay.sees(seq));
    }

    /// Last seq that they may see.
    long head(UserId user) {
        List<Stay> all = stays.getOrDefault(user, List.of());
        if (all.isEmpty()) {
            return 0;
        }
        return isMember(user) ? entries.size() : all.getLast().to();
    }

    Optional<Entry> named(UserId user, ClientMessageId name) {
        return Optional.ofNullable(names.get(new Name(user, name)));
    }

    /// Whether it is stored or withdrawn.
    boolean decided(UserId user, ClientMessageId name) {
        return names.containsKey(new Name(user, name)) || burnt.contains(new Name(user, name));
    }

    Entry append(long at, UserId from, DeviceId device, ClientMessageId name, Content content) {
        var entry = new Entry(entries.size() + 1L, at, from, device, name, content);
        entries.add(entry);
        names.put(new Name(from, name), entry);
        return entry;
    }

    /// Something has changed that all who see this seq are to hear of.
    void touched(long clock, long seq) {
        changed = clock;
        stays.keySet().forEach(user -> {
            if (!isMember(user) && sees(user, seq)) {
                frozen.put(user, clock);
            }
        });
    }

    long changedFor(UserId user) {
        return isMember(user) ? changed : frozen.getOrDefault(user, 0L);
    }

    /// What stands from `first` to `last`, ascending; what they may not see as skips.
    List<Item> items(UserId user, long first, long last) {
        var out = new ArrayList<Item>();
        long hiddenFrom = 0;
        for (long seq = first; seq <= Math.min(last, head(user)); seq++) {
            boolean hidden = !sees(user, seq);
            if (hidden && hiddenFrom == 0) {
                hiddenFrom = seq;
            } else if (!hidden) {
                if (hiddenFrom > 0) {
                    out.add(new Skip(hiddenFrom, seq - 1, Skip.NOT_A_MEMBER));
                    hiddenFrom = 0;
                }
                out.add(entries.get((int) seq - 1));
            }
        }
        if (hiddenFrom > 0) {
            out.add(new Skip(hiddenFrom, Math.min(last, head(user)), Skip.NOT_A_MEMBER));
        }
        return out;
    }

    /// @param newest how many of the newest items come along
    ServerFrame.Change change(UserId user, int newest) {
        long head = head(user);
        var seen = new ArrayList<ServerFrame.MemberCursor>();
        cursors.forEach((other, cursor) -> {
            if (isMember(user)) {
                seen.add(new ServerFrame.MemberCursor(other, cursor));
            }
        });
        List<Item> items = newest == 0 ? List.of() : items(user, Math.max(1, head - newest + 1), head);
        return fixed.isEmpty()
                ? new ServerFrame.Change(
                        id, List.of(), Optional.of(group.view(user, head, isMember(user))), head, seen, items)
                : new ServerFrame.Change(id, fixed, head, seen, items);
    }
}
