package dev.godwit.testing.simulation;

import java.util.EnumMap;
import java.util.Map;

/// How often what was done, and to what end.
final class Tally {
    private final Map<Act, Long> acts = new EnumMap<>(Act.class);
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private long people;
    private long devices;
    private long written;
    private long acked;
    private long refused;
    private long steps;

    void count(Act act) {
        acts.merge(act, 1L, Long::sum);
    }

    void count(Fault fault) {
        faults.merge(fault, 1L, Long::sum);
    }

    long of(Act act) {
        return acts.getOrDefault(act, 0L);
    }

    long of(Fault fault) {
        return faults.getOrDefault(fault, 0L);
    }

    void population(long morePeople, long moreDevices) {
        people += morePeople;
        devices += moreDevices;
    }

    void messages(long moreWritten, long moreAcked, long moreRefused) {
        written += moreWritten;
        acked += moreAcked;
        refused += moreRefused;
    }

    void steps(long more) {
        steps += more;
    }

    void add(Tally other) {
        other.acts.forEach((act, times) -> acts.merge(act, times, Long::sum));
        other.faults.forEach((fault, times) -> faults.merge(fault, times, Long::sum));
        population(other.people, other.devices);
        messages(other.written, other.acked, other.refused);
        steps(other.steps);
    }

    long people() {
        return people;
    }

    long devices() {
        return devices;
    }

    long written() {
        return written;
    }

    long acked() {
        return acked;
    }

    long refused() {
        return refused;
    }

    long steps() {
        return steps;
    }
}
