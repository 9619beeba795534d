package dev.godwit.server.store.rocks;

import dev.godwit.server.log.ConversationState;
import dev.godwit.server.log.Head;
import java.nio.ByteBuffer;

/// A head as it is kept: always the same few bytes, however many people the conversation has. They and the
/// facts are rows of their own, see [StateRows].
///
/// @param floor   first seq that retention has not dropped
/// @param members how many members there are now: says whether the rows that were read are all of them
record HeadRecord(long seq, long at, long stamp, long floor, int members) {
    static final HeadRecord NONE = new HeadRecord(0, 0, 0, 1, 0);

    private static final byte VERSION = 2;
    static final int LENGTH = 1 + 4 * Long.BYTES + Integer.BYTES;

    HeadRecord withFloor(long newFloor) {
        return new HeadRecord(seq, at, stamp, newFloor, members);
    }

    StoredHead with(ConversationState state) {
        return new StoredHead(new Head(seq, at, stamp, state), floor);
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put(VERSION)
                .putLong(seq)
                .putLong(at)
                .putLong(stamp)
                .putLong(floor)
                .putInt(members)
                .array();
    }

    static HeadRecord decode(byte[] value) {
        var in = ByteBuffer.wrap(value);
        byte version = in.get();
        boolean known = version == FormerHead.VERSION || (version == VERSION && value.length == LENGTH);
        if (!known) {
            throw new IllegalStateException("a head of version " + version + ", this program reads " + VERSION);
        }
        return new HeadRecord(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getInt());
    }
}
