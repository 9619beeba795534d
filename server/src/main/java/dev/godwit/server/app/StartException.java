package dev.godwit.server.app;

/// The server cannot start. The message is for the person who runs it: what is wrong, and what to do.
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
