package dev.godwit.protocol;

/// One entry of a conversation's log, as everybody sees it.
///
/// @param seq    1, 2, 3 … without a gap; assigned once
/// @param at     the server's time when it was stored, milliseconds since 1970 UTC; never goes back within a
/// conversation
/// @param device the sender's device that wrote it
/// @param id     the sender's name for it
public record Entry(long seq, long at, UserId from, DeviceId device, ClientMessageId id, Content content)
        implements Item {
    public Entry {
        if (seq < 1) {
            throw new IllegalArgumentException("seq begins at 1: " + seq);
        }
    }

    @Override
    public long first() {
        return seq;
    }

    @Override
    public long last() {
        return seq;
    }
}
