package dev.godwit.server.app;

import dev.godwit.server.store.rocks.RocksStore;
import dev.godwit.server.store.rocks.StoreOpenException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A data directory that was put back from a copy.
public final class RestoredData {
    private RestoredData() {}

    /// Gives the store a new epoch, by which devices notice that they may know more than the copy. The server
    /// must not be running.
    ///
    /// @return the new epoch
    public static String begin(Path data) throws StartException {
        var log = data.resolve("log");
        if (!Files.isDirectory(log)) {
            throw new StartException("There is no server's data in " + data + ". Name its directory with --data DIR.");
        }
        try (var lock = DataLock.take(data)) {
            return lock.holding(() -> RocksStore.renewEpoch(log));
        } catch (StoreOpenException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
