package dev.godwit.client.traces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

/// Dice.
record Chance(Random random) {
    boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    /// From 0 up to, and without, `bound`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// Both included.
    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    <T> T of(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    @SafeVarargs
    final <T> T of(T first, T... others) {
        int which = random.nextInt(others.length + 1);
        return which == 0 ? first : others[which - 1];
    }

    /// Each with this chance, in their order.
    <T> List<T> some(List<T> things, int chance) {
        var out = new ArrayList<T>();
        for (T thing : things) {
            if (percent(chance)) {
                out.add(thing);
            }
        }
        return out;
    }

    <T> Optional<T> maybe(int chance, Supplier<T> thing) {
        return percent(chance) ? Optional.of(thing.get()) : Optional.empty();
    }

    OptionalLong maybeNumber(int chance, int bound) {
        return percent(chance) ? OptionalLong.of(random.nextInt(bound)) : OptionalLong.empty();
    }
}
