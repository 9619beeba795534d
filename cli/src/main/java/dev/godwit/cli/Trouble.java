package dev.godwit.cli;

import java.io.Serial;

/// Something a person can be told in one or two sentences: what happened, and what to do next.
final class Trouble extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    Trouble(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    Trouble(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
