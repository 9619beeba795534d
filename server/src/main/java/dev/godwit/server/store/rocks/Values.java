package dev.godwit.server.store.rocks;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.EntryCodec;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Skip;
import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.Known;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Values of the column families, all numbers big-endian. An entry is the JSON that travels, nothing if it was erased.
final class Values {
    static final byte[] ERASED = {};
    static final byte[] PRESENT = {};
    private static final byte STORED = 1;
    private static final byte WITHDRAWN = 2;
    private static final int DIGEST_BYTES = 32;

    private Values() {}

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static long number(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    static Item item(long seq, byte[] value) throws BadFrameException {
        return value.length == 0 ? new Skip(seq, seq, Skip.ERASED) : EntryCodec.read(value);
    }

    static byte[] known(Known known) {
        return switch (known) {
            case Known.Stored stored ->
                ByteBuffer.allocate(1 + 2 * Long.BYTES + DIGEST_BYTES)
                        .put(STORED)
                        .putLong(stored.seq())
                        .putLong(stored.at())
                        .put(HexFormat.of().parseHex(stored.digest()))
                        .array();
            case Known.Withdrawn() -> new byte[] {WITHDRAWN};
        };
    }

    static Known known(byte[] value) {
        var in = ByteBuffer.wrap(value);
        if (in.get() == WITHDRAWN) {
            return new Known.Withdrawn();
        }
        long seq = in.getLong();
        long at = in.getLong();
        return new Known.Stored(seq, at, HexFormat.of().formatHex(value, in.position(), value.length));
    }

    static byte[] cursor(CursorStore.Stamped stamped) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(stamped.cursor().delivered())
                .putLong(stamped.cursor().read())
                .putLong(stamped.stamp())
                .array();
    }

    static CursorStore.Stamped cursor(byte[] value) {
        var in = ByteBuffer.wrap(value);
        var cursor = new Cursor(in.getLong(), in.getLong());
        return new CursorStore.Stamped(cursor, in.getLong());
    }
}
