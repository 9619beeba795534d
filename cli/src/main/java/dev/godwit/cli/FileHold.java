package dev.godwit.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// An exclusive lock on a file, if nobody else has it. The operating system lets go of it when the process dies.
final class FileHold implements AutoCloseable {
    @Nullable
    private final FileChannel channel;

    private FileHold(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    static FileHold tryTake(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new FileHold(channel);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Not ours then.
        }
        close(channel);
        return new FileHold(null);
    }

    boolean isHeld() {
        return channel != null;
    }

    @Override
    public void close() {
        close(channel);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // A lock that cannot be closed ends with the process.
            }
        }
    }
}
