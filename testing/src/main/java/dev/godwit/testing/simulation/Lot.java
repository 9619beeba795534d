package dev.godwit.testing.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws one of several, some more often than others.
final class Lot<T> {
    private final List<T> all = new ArrayList<>();
    private final List<Integer> upTo = new ArrayList<>();
    private int sum;

    void add(T one, int often) {
        if (often > 0) {
            sum += often;
            all.add(one);
            upTo.add(sum);
        }
    }

    T draw(RandomGenerator random) {
        int at = random.nextInt(sum);
        int which = 0;
        while (upTo.get(which) <= at) {
            which++;
        }
        return all.get(which);
    }
}
