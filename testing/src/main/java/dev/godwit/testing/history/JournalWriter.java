package dev.godwit.testing.history;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program's own record of what its devices did and saw, one JSON object a line. What was recorded is with
/// the operating system when the call returns: a `kill -9` does not take it back. Safe for use by many threads.
public final class JournalWriter implements AutoCloseable {
    private final OutputStream out;

    private JournalWriter(OutputStream out) {
        this.out = out;
    }

    /// Goes on behind what is there, without the half line that a killed program may have left.
    public static JournalWriter open(Path journal) throws IOException {
        try (var channel = FileChannel.open(journal, READ, WRITE, CREATE)) {
            channel.truncate(endOfLastLine(channel));
        }
        return new JournalWriter(Files.newOutputStream(journal, APPEND));
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        var block = ByteBuffer.allocate(4_096);
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - block.capacity());
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {}
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    public void add(Happening.OnDevice happening) {
        byte[] line = Json.line(json -> JournalLine.write(json, happening));
        synchronized (out) {
            try {
                out.write(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (out) {
            out.close();
        }
    }
}
