package dev.godwit.client.traces;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Traces as lines of some compressed files, in place of those that were there before.
final class TraceFiles implements AutoCloseable {
    private static final int TRACES_PER_FILE = 1_000;

    private final Path directory;
    private int written;
    private long bytes;
    private OutputStream out = OutputStream.nullOutputStream();

    TraceFiles(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        try (DirectoryStream<Path> old = Files.newDirectoryStream(directory, "*.jsonl.gz")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    int written() {
        return written;
    }

    /// Before compression.
    long bytes() {
        return bytes;
    }

    void add(byte[] line) {
        try {
            if (written % TRACES_PER_FILE == 0) {
                out.close();
                out = new Quick(directory.resolve(String.format("%02d.jsonl.gz", written / TRACES_PER_FILE)));
            }
            out.write(line);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        written++;
        bytes += line.length + 1;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static final class Quick extends GZIPOutputStream {
        Quick(Path file) throws IOException {
            super(Files.newOutputStream(file), 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
