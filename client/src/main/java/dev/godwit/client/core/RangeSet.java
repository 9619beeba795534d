package dev.godwit.client.core;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A set of seqs as disjoint, non-adjacent ranges: what a device has of one log. Holes are data.
public final class RangeSet {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /// @param from first seq
    /// @param to   last seq, included
    public record Range(long from, long to) {}

    public static RangeSet empty() {
        return new RangeSet();
    }

    /// Reads [#toString]'s form: `1-20,25,30-31`.
    public static RangeSet parse(String text) {
        var set = new RangeSet();
        if (text.isEmpty()) {
            return set;
        }
        for (String part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            long from = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
            set.add(from, dash < 0 ? from : Long.parseLong(part.substring(dash + 1)));
        }
        return set;
    }

    public RangeSet copy() {
        var copy = new RangeSet();
        copy.ranges.putAll(ranges);
        return copy;
    }

    /// Whether anything was new.
    public boolean add(long from, long to) {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("not a range: " + from + "–" + to);
        }
        long low = from;
        long high = to;
        Map.Entry<Long, Long> before = ranges.floorEntry(from);
        if (before != null && before.getValue() >= to) {
            return false;
        }
        if (before != null && before.getValue() >= from - 1) {
            low = before.getKey();
        }
        Map.Entry<Long, Long> last = ranges.floorEntry(to + 1);
        if (last != null) {
            high = Math.max(high, last.getValue());
        }
        ranges.subMap(low, true, to + 1, true).clear();
        ranges.put(low, high);
        return true;
    }

    public boolean addAll(RangeSet other) {
        boolean[] any = {false};
        other.ranges.forEach((from, to) -> any[0] |= add(from, to));
        return any[0];
    }

    /// Forgets everything above `last`.
    public void truncate(long last) {
        ranges.tailMap(last, false).clear();
        Map.Entry<Long, Long> top = ranges.lastEntry();
        if (top != null && top.getValue() > last) {
            ranges.put(top.getKey(), last);
        }
    }

    /// Forgets everything below `first`.
    public void forgetBelow(long first) {
        Map.Entry<Long, Long> across = ranges.lowerEntry(first);
        ranges.headMap(first, false).clear();
        if (across != null && across.getValue() >= first) {
            ranges.put(first, across.getValue());
        }
    }

    public boolean contains(long seq) {
        Map.Entry<Long, Long> range = ranges.floorEntry(seq);
        return range != null && range.getValue() >= seq;
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    /// Highest seq in the set, 0 if there is none.
    public long max() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }

    /// End of the range that begins at 1, 0 if there is none: up to here nothing is missing.
    public long contiguousEnd() {
        return endFrom(1);
    }

    /// From this seq up to here nothing is missing; `from` - 1 if it is missing itself.
    public long endFrom(long from) {
        Map.Entry<Long, Long> range = ranges.floorEntry(from);
        return range != null && range.getValue() >= from ? range.getValue() : from - 1;
    }

    /// The newest range in 1–`head` that is not in the set.
    public Optional<Range> newestHole(long head) {
        if (head < 1) {
            return Optional.empty();
        }
        Map.Entry<Long, Long> at = ranges.floorEntry(head);
        if (at == null) {
            return Optional.of(new Range(1, head));
        }
        if (at.getValue() < head) {
            return Optional.of(new Range(at.getValue() + 1, head));
        }
        if (at.getKey() == 1) {
            return Optional.empty();
        }
        Map.Entry<Long, Long> below = ranges.lowerEntry(at.getKey());
        return Optional.of(new Range(below == null ? 1 : below.getValue() + 1, at.getKey() - 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RangeSet set && set.ranges.equals(ranges);
    }

    @Override
    public int hashCode() {
        return ranges.hashCode();
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        ranges.forEach((from, to) -> {
            out.append(out.isEmpty() ? "" : ",").append(from);
            if (!from.equals(to)) {
                out.append('-').append(to);
            }
        });
        return out.toString();
    }
}
