package dev.godwit.testing.torture;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// All conversations as the server has them in the end, read by their members: each one whole, put together from what
/// several members may see where one does not see all of it.
final class FinalLogs {
    private static final long RID = 7;

    private final WireLoad load;
    private final Map<ConversationId, List<Item>> logs = new LinkedHashMap<>();
    private final Map<ConversationId, Map<UserId, Cursor>> cursors = new HashMap<>();

    private FinalLogs(WireLoad load) {
        this.load = load;
    }

    static FinalLogs read(int port, List<Person> people, WireLoad load) {
        var logs = new FinalLogs(load);
        for (Person person : people) {
            try (var wire = Wire.connect(port)) {
                wire.hello(person.token());
                wire.await(ServerFrame.Welcome.class);
                wire.await(ServerFrame.Current.class);
                wire.waiting().forEach(frame -> {
                    if (frame instanceof ServerFrame.Changes changes) {
                        changes.conversations().forEach(change -> logs.read(wire, change));
                    }
                });
            }
        }
        return logs;
    }

    Map<ConversationId, List<Item>> logs() {
        return logs;
    }

    Map<ConversationId, Map<UserId, Cursor>> cursors() {
        return cursors;
    }

    private void read(Wire wire, ServerFrame.Change change) {
        ConversationId id = change.conversation();
        if (id.type() == ConversationType.ACCOUNT) {
            return;
        }
        Map<UserId, Cursor> known = cursors.computeIfAbsent(id, c -> new HashMap<>());
        change.cursors().forEach(cursor -> known.merge(cursor.user(), cursor.cursor(), Cursor::max));
        List<Item> before = logs.getOrDefault(id, List.of());
        boolean whole = !before.isEmpty()
                && before.getLast().last() >= change.head()
                && before.stream().allMatch(Entry.class::isInstance);
        if (!whole) {
            logs.put(id, before.isEmpty() ? page(wire, id) : together(before, page(wire, id)));
        }
    }

    private List<Item> page(Wire wire, ConversationId id) {
        var all = new ArrayList<Item>();
        long after = 0;
        while (true) {
            wire.send(new ClientFrame.Sync(RID, id, ClientFrame.Direction.AFTER, after, Limits.MAX_PAGE));
            var page = wire.await(ServerFrame.Page.class);
            page.items().forEach(item -> all.add(shared(item)));
            if (!page.more() || page.items().isEmpty()) {
                return all;
            }
            after = all.getLast().last();
        }
    }

    /// Of what was written on the wire there may be a million.
    private Item shared(Item item) {
        return switch (item) {
            case Skip skip -> skip;
            case Entry entry -> load.shared(entry);
        };
    }

    /// Entries of both; where neither has one, it stays hidden.
    private static List<Item> together(List<Item> one, List<Item> other) {
        var entries = new TreeMap<Long, Entry>();
        long last = 0;
        Optional<String> reason = Optional.empty();
        for (List<Item> log : List.of(one, other)) {
            for (Item item : log) {
                last = Math.max(last, item.last());
                switch (item) {
                    case Entry entry -> entries.putIfAbsent(entry.seq(), entry);
                    case Skip skip -> reason = Optional.of(skip.reason());
                }
            }
        }
        var out = new ArrayList<Item>();
        long next = 1;
        for (Entry entry : entries.values()) {
            if (entry.seq() > next) {
                out.add(new Skip(next, entry.seq() - 1, reason.orElse(Skip.NOT_A_MEMBER)));
            }
            out.add(entry);
            next = entry.seq() + 1;
        }
        if (last >= next) {
            out.add(new Skip(next, last, reason.orElse(Skip.NOT_A_MEMBER)));
        }
        return out;
    }
}
