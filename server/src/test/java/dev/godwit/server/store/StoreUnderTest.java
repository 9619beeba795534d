package dev.godwit.server.store;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.LogStore;

/// An adapter as the contract kits see it.
public interface StoreUnderTest extends AutoCloseable {
    LogStore log();

    CursorStore cursors();

    /// Closes in good order and opens the same data again.
    void reopen();

    @Override
    void close();
}
