package dev.godwit.testing.torture;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;

/// What was done so far, and what is being done. Safe for use by many threads.
final class Tally {
    private final Map<Trouble, Integer> counts = new EnumMap<>(Trouble.class);
    private final ConcurrentSkipListSet<String> now = new ConcurrentSkipListSet<>();

    synchronized void count(Trouble trouble) {
        counts.merge(trouble, 1, Integer::sum);
    }

    synchronized Map<Trouble, Integer> counts() {
        return Collections.unmodifiableMap(new EnumMap<>(counts));
    }

    /// Processes that died without being asked.
    synchronized int kills() {
        return counts.entrySet().stream()
                .filter(each -> each.getKey().kills())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    void begin(String what) {
        now.add(what);
    }

    void end(String what) {
        now.remove(what);
    }

    /// What is broken just now, in words.
    List<String> now() {
        return List.copyOf(now);
    }
}
