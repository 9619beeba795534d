package dev.godwit.server.presence;

/// Port to whatever wakes up later. Callable from any thread; never blocks.
@FunctionalInterface
public interface Alarm {
    /// Runs `task` on any thread, `millis` from now or a little later.
    ///
    /// @return calls it off, if it is not too late for that
    Runnable after(long millis, Runnable task);
}
