package dev.godwit.testing.torture;

import dev.godwit.protocol.ConversationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Up to where a device's journal has each conversation, kept beside it: so that a device that is started again does
/// not
/// write down the whole past each time. It may be a little behind the journal: then something stands there twice.
final class Progress {
    private static final long PAUSE_NANOS = 2_000_000_000L;

    private final Path file;
    private final Map<ConversationId, Long> floors = new HashMap<>();
    private String epoch = "";
    private List<String> written = List.of();
    private long writtenAt = System.nanoTime();

    private Progress(Path file) {
        this.file = file;
    }

    static Progress open(Path file) throws IOException {
        var progress = new Progress(file);
        if (Files.exists(file)) {
            List<String> lines = Files.readAllLines(file);
            progress.epoch = lines.getFirst();
            for (String line : lines.subList(1, lines.size())) {
                String[] words = line.split(" ", -1);
                progress.floors.put(new ConversationId(words[0]), Long.valueOf(words[1]));
            }
        }
        return progress;
    }

    /// Of the server's store for which it counts.
    String epoch() {
        return epoch;
    }

    long floor(ConversationId conversation) {
        return floors.getOrDefault(conversation, 0L);
    }

    /// Another store: nothing counts that was known.
    void restart(String newEpoch) {
        epoch = newEpoch;
        floors.clear();
    }

    void note(ConversationId conversation, long floor) {
        floors.put(conversation, floor);
    }

    /// Now and then.
    void save() {
        if (System.nanoTime() - writtenAt < PAUSE_NANOS) {
            return;
        }
        writtenAt = System.nanoTime();
        var lines = new ArrayList<String>();
        lines.add(epoch);
        floors.forEach((conversation, floor) -> lines.add(conversation + " " + floor));
        if (lines.equals(written)) {
            return;
        }
        written = lines;
        try {
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, lines);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
