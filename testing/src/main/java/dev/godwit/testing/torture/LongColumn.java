package dev.godwit.testing.torture;

import java.util.Arrays;

/// A list of `long` that grows: a million of them in eight megabytes.
final class LongColumn {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
        set(size, value);
    }

    /// What lies between the end and `index` becomes 0.
    void set(int index, long value) {
        if (index >= values.length) {
            values = Arrays.copyOf(values, Math.max(index + 1, values.length * 2));
        }
        values[index] = value;
        size = Math.max(size, index + 1);
    }

    long get(int index) {
        return index < size ? values[index] : 0;
    }

    int size() {
        return size;
    }
}
