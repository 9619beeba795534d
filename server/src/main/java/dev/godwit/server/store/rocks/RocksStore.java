package dev.godwit.server.store.rocks;

import dev.godwit.server.delivery.CursorStore;
import dev.godwit.server.log.LogStore;
import dev.godwit.server.presence.LastSeenStore;
import java.nio.file.Path;

/// The log and the cursors of one server, in one directory. Safe for use by many threads.
public final class RocksStore implements AutoCloseable {
    /// Of a generation of heads in memory: 25,000 conversations of two, or seven of 10,000 people.
    private static final int CACHED_WEIGHT = 75_000;

    private final Access access;
    private final Committer committer;
    private final RocksLog log;
    private final RocksCursors cursors;
    private final RocksLastSeen lastSeen;

    private RocksStore(Path directory, Options options, Disk disk) {
        var cache = new HeadCache(CACHED_WEIGHT);
        access = new Access(options.readers());
        committer = new Committer(new DataDirectory(directory, options), options, access, cache, disk);
        log = new RocksLog(this, committer, access, cache);
        cursors = new RocksCursors(committer, access);
        lastSeen = new RocksLastSeen(committer, access);
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

    /// Gives the store in this directory a new epoch, to be done once after a copy was put back in its
    /// place: so every device compares what it has with what is there. Returns the epoch. Nobody may have
    /// the store open.
    public static String renewEpoch(Path directory) {
        return DataDirectory.renewEpoch(directory);
    }

    public LogStore log() {
        return log;
    }

    public CursorStore cursors() {
        return cursors;
    }

    public LastSeenStore lastSeen() {
        return lastSeen;
    }

    /// Writes what was accepted, then closes. What comes later fails as Unknown.
    @Override
    public void close() {
        committer.close();
        access.stop();
    }
}
