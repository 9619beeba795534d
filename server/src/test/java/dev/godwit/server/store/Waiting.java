package dev.godwit.server.store;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.godwit.server.log.StoreException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Waits for stages, with a bound.
public final class Waiting {
    private static final int PATIENCE_SECONDS = 30;

    private Waiting() {}

    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException fault) {
                throw fault;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("nothing within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /// The fault with which a stage ends.
    public static StoreException fault(CompletionStage<?> stage) {
        try {
            Object result = await(stage);
            throw new AssertionError("it should have failed but answered " + result);
        } catch (StoreException e) {
            return e;
        }
    }
}
