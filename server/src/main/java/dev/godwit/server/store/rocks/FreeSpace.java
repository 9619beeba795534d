package dev.godwit.server.store.rocks;

import java.io.IOException;
import java.util.function.LongSupplier;

/// Watches the reserve of free space. Asks the file system every 100 ms, and sooner when much was written: a fast disk
/// takes more than a small reserve in that time. Owned by the committer.
final class FreeSpace {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final Disk disk;
    private final LongSupplier nanos;
    private long askedAt;
    private long usable = -1;
    private long written;

    FreeSpace(Disk disk, LongSupplier nanos) {
        this.disk = disk;
        this.nanos = nanos;
    }

    void wrote(long bytes) {
        written += bytes;
    }

    boolean isBelow(long reserve) {
        long now = nanos.getAsLong();
        if (usable < 0 || now - askedAt >= INTERVAL_NANOS || written >= reserve / 8) {
            askedAt = now;
            written = 0;
            try {
                usable = disk.usableSpace();
            } catch (IOException e) {
                // A file system that does not answer does not take writes either: let the write find out.
                usable = Long.MAX_VALUE;
            }
        }
        return usable < reserve;
    }
}
