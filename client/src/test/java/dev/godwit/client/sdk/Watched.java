package dev.godwit.client.sdk;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Waits until a live query gives what is expected.
final class Watched<T> implements Consumer<T> {
    private static final long PATIENCE_MILLIS = 20_000;

    private Optional<T> last = Optional.empty();

    @Override
    public synchronized void accept(T answer) {
        last = Optional.of(answer);
        notifyAll();
    }

    synchronized T await(Predicate<T> expected) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (last.filter(expected).isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("never came; last seen: " + last);
            }
            wait(left);
        }
        return last.orElseThrow();
    }
}
