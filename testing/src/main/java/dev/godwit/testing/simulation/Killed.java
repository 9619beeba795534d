package dev.godwit.testing.simulation;

/// The process is gone at this very instruction. An error of its own, so that nothing in the product can
/// take it for a fault that it knows how to handle.
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed", null, false, false);
    }
}
