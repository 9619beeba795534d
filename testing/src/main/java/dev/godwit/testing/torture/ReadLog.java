package dev.godwit.testing.torture;

import dev.godwit.protocol.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// One conversation as a reader on the wire has it: without a hole from its beginning up to `have`. It remembers also
/// what
/// a restore has taken away.
final class ReadLog {
    /// Entries that came one after the other while the server had one store.
    ///
    /// @param chapter which store
    record Part(int chapter, long from, LongColumn numbers) {}

    long have;
    long head;
    long claimed;
    OptionalLong asked = OptionalLong.empty();
    boolean comparing;

    /// Under `seq - 1`: the number of a message that was written on the wire, or 0, and the server's time.
    private final LongColumn numbers = new LongColumn();

    private final LongColumn times = new LongColumn();
    private final Map<Long, Entry> others = new HashMap<>();
    /// The last one is being written.
    private final List<Part> parts = new ArrayList<>();
    private final List<List<Entry>> othersOfParts = new ArrayList<>();

    ReadLog(int chapter) {
        begin(chapter, 1);
    }

    private void begin(int chapter, long from) {
        parts.add(new Part(chapter, from, new LongColumn()));
        othersOfParts.add(new ArrayList<>());
    }

    /// The next one.
    ///
    /// @param number 0 if it is not exactly what was written on the wire
    void add(Entry entry, long number) {
        have = entry.seq();
        int row = Math.toIntExact(have - 1);
        numbers.set(row, number);
        times.set(row, entry.at());
        Part part = parts.getLast();
        part.numbers().set(Math.toIntExact(have - part.from()), number);
        if (number == 0) {
            others.put(have, entry);
            othersOfParts.getLast().add(entry);
        }
    }

    void skip(long to) {
        have = Math.max(have, to);
    }

    boolean isSame(Entry entry, long number) {
        int row = Math.toIntExact(entry.seq() - 1);
        return times.get(row) == entry.at()
                && numbers.get(row) == number
                && (number != 0 || entry.equals(others.get(entry.seq())));
    }

    /// From here on another store counts, which agrees with this up to `seq`.
    void goOnBehind(long seq, int chapter) {
        have = Math.min(have, seq);
        claimed = Math.min(claimed, have);
        others.keySet().removeIf(each -> each > have);
        begin(chapter, have + 1);
        comparing = false;
    }

    List<Part> parts() {
        return parts;
    }

    List<Entry> others(int part) {
        return othersOfParts.get(part);
    }
}
