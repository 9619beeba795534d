package dev.godwit.testing.torture;

import java.util.concurrent.atomic.AtomicBoolean;

/// Something that can be broken by one trouble at a time.
abstract class Victim {
    private final AtomicBoolean seized = new AtomicBoolean();

    abstract String name();

    /// Whether it is the caller's now, until [#release].
    final boolean seize() {
        return seized.compareAndSet(false, true);
    }

    final boolean isSeized() {
        return seized.get();
    }

    final void release() {
        seized.set(false);
    }
}
