package dev.godwit.server.store.rocks;

import java.io.IOException;
import java.util.function.LongSupplier;

/// Watches the reserve of free space; asks the file system at most every 100 ms. Owned by the committer.
final class FreeSpace {
    private static final long INTERVAL_NANOS = 100_000_000;

    private final Disk disk;
    private final LongSupplier nanos;
    private long askedAt;
    private long usable = -1;

    FreeSpace(Disk disk, LongSupplier nanos) {
        this.disk = disk;
        this.nanos = nanos;
    }

    boolean isBelow(long reserve) {
        long now = nanos.getAsLong();
        if (usable < 0 || now - askedAt >= INTERVAL_NANOS) {
            askedAt = now;
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
