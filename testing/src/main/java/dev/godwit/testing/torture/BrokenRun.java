package dev.godwit.testing.torture;

/// The torture itself could not go on; nothing is said about Godwit's promises.
final class BrokenRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenRun(String message) {
        super(message);
    }

    BrokenRun(String message, Throwable cause) {
        super(message, cause);
    }
}
