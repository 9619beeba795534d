package dev.godwit.server.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waits for something that another thread opens; its faults come as they were thrown there.
final class Unwrapped {
    private Unwrapped() {}

    static <T> T join(CompletableFuture<T> opening) {
        try {
            return opening.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
    }
}
