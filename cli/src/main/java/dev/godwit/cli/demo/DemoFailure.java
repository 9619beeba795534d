package dev.godwit.cli.demo;

import java.io.Serial;

/// The demo saw something that must not happen.
final class DemoFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
