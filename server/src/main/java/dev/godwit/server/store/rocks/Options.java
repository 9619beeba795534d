package dev.godwit.server.store.rocks;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/// How a store uses its machine.
///
/// @param reserveBytes     appends are refused while less than this is free on the file system
/// @param blockCacheBytes  memory for what was read, filters and indexes included
/// @param writeBufferBytes memory for what was written and is not in a table yet, all families together
/// @param walBytes         size at which the write-ahead log is turned into tables; a crash leaves no more to replay
/// @param readers          threads that read from disk
/// @param random           for the epoch of a new store
public record Options(
        long reserveBytes,
        long blockCacheBytes,
        long writeBufferBytes,
        long walBytes,
        int readers,
        RandomGenerator random) {
    private static final long MIB = 1024 * 1024;

    public static Options defaults() {
        return new Options(256 * MIB, 64 * MIB, 32 * MIB, 32 * MIB, 2, new SecureRandom());
    }

    public Options withReserveBytes(long bytes) {
        return new Options(bytes, blockCacheBytes, writeBufferBytes, walBytes, readers, random);
    }

    /// For a disk of a few tens of MiB.
    public Options small() {
        return new Options(reserveBytes, 4 * MIB, 2 * MIB, 4 * MIB, readers, random);
    }
}
