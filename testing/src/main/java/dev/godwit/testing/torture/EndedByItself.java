package dev.godwit.testing.torture;

/// A process of Godwit ended that nobody had touched.
final class EndedByItself extends RuntimeException {
    private static final long serialVersionUID = 1;

    EndedByItself(String who) {
        super("ended by itself: " + who);
    }
}
