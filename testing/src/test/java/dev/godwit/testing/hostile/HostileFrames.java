package dev.godwit.testing.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.godwit.protocol.BadFrameException;
import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientFrameCodec;
import dev.godwit.protocol.Corpus;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Mutator;
import dev.godwit.protocol.Speech;
import dev.godwit.testing.harness.Person;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// Frames of clients, damaged, with the ids of real people and conversations in them; remembers which of them are good
/// enough to be stored.
final class HostileFrames {
    private static final int LONGEST = 64 * 1024;

    private final List<byte[]> corpus;
    private final Set<String> storable = ConcurrentHashMap.newKeySet();

    /// @param mallory whose names the frames use, as if they were hers
    /// @param mallet  to whom she writes
    HostileFrames(Person mallory, Person mallet) {
        this.corpus = Corpus.in(Path.of("..", "protocol", "golden")).stream()
                .filter(sample -> sample.as() == Speech.CLIENT)
                .map(sample -> sample.bytes().array())
                .filter(bytes -> bytes.length <= LONGEST)
                .map(bytes -> new String(bytes, ISO_8859_1)
                        .replace(
                                "d4e60m9tjd8ecv5zq5xcbpcqp5pgwzv5r",
                                mallory.with(mallet).value())
                        .replace("ua1a1a1a1a1a1a1a1a1a1a1a1a1", mallory.user().value())
                        .replace("ub2b2b2b2b2b2b2b2b2b2b2b2b2", mallet.user().value())
                        .getBytes(ISO_8859_1))
                .toList();
    }

    /// One of them, nine times of ten damaged.
    byte[] next(Random random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size()));
        byte[] out = random.nextInt(10) == 0 ? bytes : new Mutator(random, corpus).mutate(bytes);
        note(out);
        return out;
    }

    /// Damage without a thought for frames.
    byte[] damaged(byte[] bytes, Random random) {
        return new Mutator(random, corpus).mutate(bytes);
    }

    private void note(byte[] frame) {
        try {
            note(ClientFrameCodec.read(frame));
        } catch (BadFrameException e) {
            // As most of them: nothing of it may be stored.
            return;
        }
    }

    private void note(ClientFrame frame) {
        if (frame instanceof ClientFrame.Send send) {
            storable.add(
                    send.conversation() + " " + send.id() + " " + send.content().digest());
        }
    }

    /// What of a POST might be taken for frames.
    void notePosted(byte[] body) {
        try {
            for (JsonNode frame : ClientFrameCodec.parse(body).path("frames")) {
                note(frame.toString().getBytes(UTF_8));
            }
        } catch (BadFrameException e) {
            // All of it is refused.
            return;
        }
    }

    /// How many messages without a fault there were among all this.
    int good() {
        return storable.size();
    }

    /// Whether somebody said exactly this, in a frame without a fault.
    boolean isStorable(String conversation, Entry entry) {
        return storable.contains(
                conversation + " " + entry.id() + " " + entry.content().digest());
    }
}
