package dev.godwit.server.delivery;

/// Where a large group stands, once for all of its members: a post moves this, and no roster.
///
/// Owned by the delivery thread.
final class SharedLine {
    private long head;
    private long stamp;

    void move(long newHead, long newStamp) {
        head = Math.max(head, newHead);
        stamp = Math.max(stamp, newStamp);
    }

    long head() {
        return head;
    }

    long stamp() {
        return stamp;
    }
}
