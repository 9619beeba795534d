package dev.godwit.client.sdk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// At most one engine per profile, in all processes: an exclusive lock on `PROFILE/engine.lock`, which ends
/// with its process however that ends.
final class EngineLock implements AutoCloseable {
    /// Locks of files belong to a process, and closing any channel of the file gives them up: so this process
    /// must not even open it twice.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private EngineLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /// Empty if somebody else has it.
    static Optional<EngineLock> tryAcquire(Path profile) {
        Path path = profile.toAbsolutePath().normalize().resolve("engine.lock");
        if (!HELD_HERE.add(path)) {
            return Optional.empty();
        }
        boolean acquired = false;
        try {
            var channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            acquired = true;
            return Optional.of(new EngineLock(path, channel));
        } catch (IOException e) {
            throw new GodwitException(
                    GodwitException.BAD_PROFILE,
                    "The profile's lock cannot be used: " + e.getMessage(),
                    "Check that the profile directory is yours to write.",
                    e);
        } finally {
            if (!acquired) {
                HELD_HERE.remove(path);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new GodwitException(GodwitException.BAD_PROFILE, "The profile's lock was lost.", "", e);
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
