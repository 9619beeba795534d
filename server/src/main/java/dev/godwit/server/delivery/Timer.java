package dev.godwit.server.delivery;

/// Port to the passing of time.
@FunctionalInterface
public interface Timer {
    /// Runs `task` once, after that time, on any thread; it only hands over to its owner.
    void after(long millis, Runnable task);
}
