package dev.godwit.server.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/// Keeps a second server out of a data directory for as long as the first one lives, however it ends.
final class DataLock implements AutoCloseable {
    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataLock take(Path data) throws StartException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw notWritable(data, e);
        }
        FileChannel channel;
        try {
            channel = FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(data, e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataLock(channel);
            }
        } catch (OverlappingFileLockException ownProcess) {
            // Another server in this very process: the same answer as for another process.
        } catch (IOException e) {
            closeQuietly(channel);
            throw notWritable(data, e);
        }
        closeQuietly(channel);
        throw new StartException("The data directory " + data + " is in use by another Godwit server."
                + " Stop that one first, or choose another directory with --data.");
    }

    /// Does something that needs the directory for itself.
    <T> T holding(Supplier<T> work) {
        return work.get();
    }

    private static StartException notWritable(Path data, IOException cause) {
        return new StartException(
                "The data directory " + data + " cannot be written to (" + cause.getMessage()
                        + "). Check who owns it, or choose another directory with --data.",
                cause);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(DataLock.class.getName()).log(System.Logger.Level.DEBUG, "lock file", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
