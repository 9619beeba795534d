package dev.godwit.server.store.rocks;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.LogStore;
import java.nio.file.Path;

/// The log and the cursors of one server, in one directory. Safe for use by many threads.
public final class RocksStore implements AutoCloseable {
    /// Heads in memory; about 300 bytes each for a conversation of two.
    private static final int CACHED_HEADS = 25_000;

    private final Access access;
    private final Committer committer;
    private final RocksLog log;
    private final RocksCursors cursors;

    private RocksStore(Path directory, Options options, Disk disk) {
        var cache = new HeadCache(CACHED_HEADS);
        access = new Access(options.readers());
        committer = new Committer(new DataDirectory(directory, options), options, access, cache, disk);
        log = new RocksLog(this, committer, access, cache);
        cursors = new RocksCursors(committer, access);
    }

    /// Opens the store in this directory, or begins one there.
    ///
    /// @throws StoreOpenException with a message for people
    public static RocksStore open(Path directory, Options options) {
        return open(directory, options, Disk.real(directory));
    }

    static RocksStore open(Path directory, Options options, Disk disk) {
        return new RocksStore(directory, options, disk);
    }

    /// Gives the store in this directory a new epoch, to be done once after a copy was put back in its place: so every
    /// device compares what it has with what is there. Returns the epoch. Nobody may have the store open.
    public static String renewEpoch(Path directory) {
        return DataDirectory.renewEpoch(directory);
    }

    public LogStore log() {
        return log;
    }

    public CursorStore cursors() {
        return cursors;
    }

    /// Writes what was accepted, then closes. What comes later fails as Unknown.
    @Override
    public void close() {
        committer.close();
        access.stop();
    }
}
