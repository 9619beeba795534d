package dev.godwit.testing.history;

import java.util.ArrayList;
import java.util.List;

/// Everything that happened, in the order in which it was recorded. Safe for use by many threads.
public final class History {
    private final boolean ordered;
    private final List<Happening> happenings = new ArrayList<>();

    /// @param ordered whether what is recorded first also happened first, over all devices: true in a simulation, false
    /// where
    ///   processes write journals of their own, of which only each one's own order is known
    public History(boolean ordered) {
        this.ordered = ordered;
    }

    public boolean isOrdered() {
        return ordered;
    }

    public synchronized void add(Happening happening) {
        happenings.add(happening);
    }

    public synchronized List<Happening> happenings() {
        return List.copyOf(happenings);
    }
}
