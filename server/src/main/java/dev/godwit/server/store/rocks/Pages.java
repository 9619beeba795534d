package dev.godwit.server.store.rocks;

import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Skip;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/// Reads pages of one conversation. The iterator is made before the floor is read: so entries that
/// retention drops meanwhile are below the floor, and never simply absent.
final class Pages {
    private static final int SKIP_SIZE = 64;

    private final Database database;
    private final byte[] prefix;
    private final int limit;
    private final List<Item> items = new ArrayList<>();
    private long bytesLeft;

    Pages(Database database, ConversationId conversation, int limit, int maxBytes) {
        this.database = database;
        this.prefix = Keys.conversation(conversation);
        this.limit = limit;
        this.bytesLeft = maxBytes;
    }

    List<Item> after(long seq) throws Exception {
        try (var entries = database.iterator(Family.ENTRIES)) {
            long floor = floor();
            if (seq + 1 < floor) {
                offer(new Skip(seq + 1, floor - 1, Skip.RETENTION), SKIP_SIZE);
            }
            long expected = Math.max(seq + 1, floor);
            entries.seek(Keys.entry(prefix, expected));
            while (inside(entries) && offer(entries, expected)) {
                expected++;
                entries.next();
            }
            entries.status();
        }
        return items;
    }

    List<Item> before(long seq) throws Exception {
        try (var entries = database.iterator(Family.ENTRIES)) {
            long floor = floor();
            boolean room = true;
            if (seq > floor) {
                entries.seekForPrev(Keys.entry(prefix, seq - 1));
                long expected = inside(entries) ? Keys.seqOf(entries.key()) : 0;
                while (expected >= floor && inside(entries)) {
                    if (!offer(entries, expected)) {
                        room = false;
                        break;
                    }
                    expected--;
                    entries.prev();
                }
                if (room && expected >= floor) {
                    entries.status();
                    throw new IllegalStateException("entry " + expected + " is missing");
                }
            }
            entries.status();
            long hidden = Math.min(floor, seq) - 1;
            if (room && hidden >= 1) {
                offer(new Skip(1, hidden, Skip.RETENTION), SKIP_SIZE);
            }
        }
        return items;
    }

    private boolean inside(RocksIterator entries) {
        return entries.isValid() && Keys.startsWith(entries.key(), prefix);
    }

    private boolean offer(RocksIterator entries, long expected) throws Exception {
        long seq = Keys.seqOf(entries.key());
        if (seq != expected) {
            throw new IllegalStateException("entry " + expected + " is missing, " + seq + " stands in its place");
        }
        byte[] value = entries.value();
        if (!fits(value.length)) {
            return false;
        }
        offer(Values.item(seq, value), Math.max(value.length, SKIP_SIZE));
        return true;
    }

    private boolean fits(int size) {
        return items.isEmpty() || (items.size() < limit && size <= bytesLeft);
    }

    private void offer(Item item, int size) {
        if (fits(size)) {
            items.add(item);
            bytesLeft -= size;
        }
    }

    private long floor() throws RocksDBException {
        byte[] head = database.get(Family.HEADS, prefix);
        return (head == null ? HeadRecord.NONE : HeadRecord.decode(head)).floor();
    }
}
