package dev.godwit.server.store.memory;

import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Head;
import dev.godwit.server.log.Known;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One conversation as it stands on the pretended disk. Guarded by its store.
final class MemoryConversation {
    private static final int SKIP_SIZE = 64;

    private final TreeMap<Long, Kept> items = new TreeMap<>();
    private final Map<Append.Burnt, Known> known = new HashMap<>();
    private final Map<String, Long> registers = new HashMap<>();
    private Head head = new Head(0, 0, 0, ConversationState.EMPTY);
    private long floor = 1;

    /// An entry, or the skip that stands where it was, and its size as JSON.
    private record Kept(Item item, int size) {}

    MemoryConversation copy() {
        var copy = new MemoryConversation();
        copy.items.putAll(items);
        copy.known.putAll(known);
        copy.registers.putAll(registers);
        copy.head = head;
        copy.floor = floor;
        return copy;
    }

    Head head() {
        return head;
    }

    void apply(Append append, long stamp) {
        for (var entry : append.entries()) {
            items.put(entry.seq(), new Kept(entry, EntryCodec.write(entry).length));
            known.put(
                    new Append.Burnt(entry.from(), entry.id()),
                    new Known.Stored(entry.seq(), entry.at(), entry.content().digest()));
            entry.content().expect().ifPresent(expect -> registers.put(expect.register(), entry.seq()));
        }
        append.burnt().forEach(burnt -> known.put(burnt, new Known.Withdrawn()));
        var state = append.touched().onto(head.state(), append.state());
        head = append.entries().isEmpty()
                ? new Head(head.seq(), head.at(), head.stamp(), state)
                : new Head(append.newHead(), append.entries().getLast().at(), stamp, state);
    }

    Optional<Known> find(UserId sender, ClientMessageId id) {
        return Optional.ofNullable(known.get(new Append.Burnt(sender, id)));
    }

    long register(String register) {
        return registers.getOrDefault(register, 0L);
    }

    void dropBelow(long seq) {
        floor = Math.max(floor, Math.min(seq, head.seq() + 1));
        items.headMap(floor).clear();
    }

    void erase(long seq) {
        items.computeIfPresent(seq, (at, kept) -> new Kept(new Skip(at, at, Skip.ERASED), SKIP_SIZE));
    }

    List<Item> readAfter(long seq, int limit, int maxBytes) {
        var page = new Page(limit, maxBytes);
        if (seq + 1 < floor) {
            page.offer(new Kept(new Skip(seq + 1, floor - 1, Skip.RETENTION), SKIP_SIZE));
        }
        return page.fill(items.tailMap(seq, false).values());
    }

    List<Item> readBefore(long seq, int limit, int maxBytes) {
        var page = new Page(limit, maxBytes);
        boolean room = page.fillAll(items.headMap(seq, false).descendingMap().values());
        long hidden = Math.min(floor, seq) - 1;
        if (room && hidden >= 1) {
            page.offer(new Kept(new Skip(1, hidden, Skip.RETENTION), SKIP_SIZE));
        }
        return page.items;
    }

    /// What fits into one answer; the first item always does.
    private static final class Page {
        private final List<Item> items = new ArrayList<>();
        private final int limit;
        private long bytesLeft;

        Page(int limit, int maxBytes) {
            this.limit = limit;
            this.bytesLeft = maxBytes;
        }

        boolean offer(Kept kept) {
            if (!items.isEmpty() && (items.size() >= limit || kept.size() > bytesLeft)) {
                return false;
            }
            items.add(kept.item());
            bytesLeft -= kept.size();
            return true;
        }

        boolean fillAll(Collection<Kept> from) {
            return from.stream().allMatch(this::offer);
        }

        List<Item> fill(Collection<Kept> from) {
            fillAll(from);
            return items;
        }
    }
}
