package dev.godwit.server.store.rocks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Append;
import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.ConversationState.Membership;
import dev.godwit.server.log.Head;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/// A head as it is kept.
///
/// @param floor first seq that retention has not dropped
record StoredHead(Head head, long floor) {
    static final StoredHead NONE = new StoredHead(new Head(0, 0, 0, ConversationState.EMPTY), 1);

    private static final byte VERSION = 1;
    private static final int USER_LENGTH = 27;
    private static final int FIXED = 1 + 4 * Long.BYTES + Integer.BYTES;
    private static final int MEMBERSHIP = USER_LENGTH + 2 * Long.BYTES;

    StoredHead after(Append append, long stamp) {
        if (append.entries().isEmpty()) {
            return new StoredHead(new Head(head.seq(), head.at(), head.stamp(), append.state()), floor);
        }
        Entry last = append.entries().getLast();
        return new StoredHead(new Head(last.seq(), last.at(), stamp, append.state()), floor);
    }

    StoredHead withFloor(long newFloor) {
        return new StoredHead(head, newFloor);
    }

    byte[] encode() {
        var memberships = head.state().memberships();
        var out = ByteBuffer.allocate(FIXED + memberships.size() * MEMBERSHIP)
                .put(VERSION)
                .putLong(head.seq())
                .putLong(head.at())
                .putLong(head.stamp())
                .putLong(floor)
                .putInt(memberships.size());
        for (var membership : memberships) {
            out.put(membership.user().value().getBytes(US_ASCII))
                    .putLong(membership.from())
                    .putLong(membership.to());
        }
        return out.array();
    }

    static StoredHead decode(byte[] value) {
        var in = ByteBuffer.wrap(value);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("a head of version " + version + ", this program reads " + VERSION);
        }
        long seq = in.getLong();
        long at = in.getLong();
        long stamp = in.getLong();
        long floor = in.getLong();
        int count = in.getInt();
        var memberships = new ArrayList<Membership>(count);
        byte[] user = new byte[USER_LENGTH];
        for (int i = 0; i < count; i++) {
            in.get(user);
            memberships.add(new Membership(new UserId(new String(user, US_ASCII)), in.getLong(), in.getLong()));
        }
        return new StoredHead(new Head(seq, at, stamp, new ConversationState(memberships)), floor);
    }
}
