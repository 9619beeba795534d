package dev.godwit.client.sdk;

/// Ends a live query. Closing twice is harmless; a call that is under way may still finish.
public interface Subscription extends AutoCloseable {
    @Override
    void close();
}
