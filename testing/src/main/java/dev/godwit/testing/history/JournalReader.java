package dev.godwit.testing.history;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/// Reads what [JournalWriter] wrote. One reader for all journals of a history shares the ids between them.
public final class JournalReader {
    private final JournalLine lines = new JournalLine();

    /// Hands on what the journal says, in its order. The half line at the end of a killed program's journal is dropped;
    /// any other line that cannot be read is an error.
    public void read(Path journal, Consumer<? super Happening.OnDevice> each) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(journal), 1 << 16)) {
            byte[] line = new byte[512];
            int length = 0;
            long number = 1;
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    if (length == line.length) {
                        line = Arrays.copyOf(line, 2 * length);
                    }
                    line[length++] = (byte) next;
                    continue;
                }
                each.accept(parse(line, length, journal, number));
                length = 0;
                number++;
            }
        }
    }

    private Happening.OnDevice parse(byte[] line, int length, Path journal, long number) throws IOException {
        try {
            return lines.read(Json.read(line, length));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(journal + ", line " + number + ": " + e.getMessage(), e);
        }
    }
}
