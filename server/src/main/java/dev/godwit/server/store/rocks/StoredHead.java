package dev.godwit.server.store.rocks;

import dev.godwit.server.log.Head;

/// A head with its conversation's whole state, as it is kept in memory.
///
/// @param floor first seq that retention has not dropped
record StoredHead(Head head, long floor) {
    /// How much memory it takes, roughly: one for itself and for each person and fact.
    int weight() {
        var state = head.state();
        return 1 + state.people().size() + state.facts().size();
    }
}
