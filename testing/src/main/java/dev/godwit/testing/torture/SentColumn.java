package dev.godwit.testing.torture;

/// What one sender knows of each of its messages, by index from 1; millions of them in little memory.
final class SentColumn {
    private final LongColumn seqs = new LongColumn();
    private final LongColumn times = new LongColumn();
    private final LongColumn chapters = new LongColumn();

    boolean isAcked(int index) {
        return seqs.get(index) > 0;
    }

    /// @param chapter in which store it was told, see [WireSender]
    void acked(int index, long seq, long at, int chapter) {
        seqs.set(index, seq);
        times.set(index, at);
        chapters.set(index, chapter);
    }

    void forget(int index) {
        acked(index, 0, 0, 0);
    }

    long seq(int index) {
        return seqs.get(index);
    }

    long at(int index) {
        return times.get(index);
    }

    int chapter(int index) {
        return (int) chapters.get(index);
    }
}
