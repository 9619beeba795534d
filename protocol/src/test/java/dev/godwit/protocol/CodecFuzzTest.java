package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Everything under `protocol/golden/`, damaged again and again, through every codec.
///
/// `-Dgodwit.seed` repeats a run, `-Dgodwit.fuzz.mutations` makes it longer. [#fuzzerTestOneInput] is what Jazzer or
/// another fuzzer that is guided by coverage can call; no build does.
class CodecFuzzTest {
    private static final long SEED = Long.getLong("godwit.seed", 1);
    private static final int MUTATIONS = Integer.getInteger("godwit.fuzz.mutations", 60_000);
    private static final List<Corpus.Sample> CORPUS = Corpus.in(Path.of("golden"));

    /// For the decoder of the web client, which is held against them.
    private static final int VERDICTS = 10_000;

    private static final int LONGEST_VERDICT = 4_096;

    public static void fuzzerTestOneInput(byte[] bytes) {
        for (Speech speech : Speech.values()) {
            CodecOracle.check(speech, bytes);
        }
    }

    @Test
    void whatIsThereAlreadyIsUnderstoodOrRefusedByEveryCodec() {
        for (Corpus.Sample sample : CORPUS) {
            for (Speech speech : Speech.values()) {
                check(speech, sample.bytes().array());
            }
        }
    }

    @Test
    void damagedBytesAreUnderstoodOrRefusedInBoundedTimeAndMemory() {
        System.out.println("codec fuzz: godwit.seed " + SEED + ", " + MUTATIONS + " mutations");
        var damaged = new Damaged(SEED);
        int understood = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var next = damaged.next();
            check(next.as(), next.bytes().array());
            understood += next.as().verdict(next.bytes().array()).startsWith("{") ? 1 : 0;
        }
        int refused = MUTATIONS - understood;
        assertTrue(understood > MUTATIONS / 10 && refused > MUTATIONS / 4, "a lame mutator: " + understood);
    }

    /// One per line: `{"as", "bytes" (base64), "verdict"}`. `web/test/protocol/verdicts.test.ts` reads them.
    @Test
    void verdictsAreWrittenDownForTheWebClient() throws IOException {
        var json = new JsonMapper();
        var damaged = new Damaged(SEED);
        Path directory = Files.createDirectories(Path.of("target", "hostile"));
        try (Writer out = new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(directory.resolve("verdicts.jsonl.gz"))), UTF_8)) {
            for (int i = 0; i < VERDICTS; ) {
                var next = damaged.next();
                byte[] bytes = next.bytes().array();
                if (bytes.length <= LONGEST_VERDICT) {
                    var line = Map.of(
                            "as", next.as().wire(),
                            "bytes", Base64.getEncoder().encodeToString(bytes),
                            "verdict", next.as().verdict(bytes));
                    out.write(json.writeValueAsString(line) + "\n");
                    i++;
                }
            }
        }
    }

    /// An endless row of damaged samples; those that are understood as they are, and short ones, more often.
    private static final class Damaged {
        private static final int LONG = 8 * 1024;

        private static final List<Corpus.Sample> SHORT = CORPUS.stream()
                .filter(sample -> sample.bytes().array().length <= LONG)
                .toList();
        private static final List<Corpus.Sample> GOOD = SHORT.stream()
                .filter(sample -> sample.as().verdict(sample.bytes().array()).startsWith("{"))
                .toList();

        private final Random random;
        private final Mutator mutator;

        Damaged(long seed) {
            random = new Random(seed);
            mutator = new Mutator(
                    random,
                    CORPUS.stream().map(sample -> sample.bytes().array()).toList());
        }

        Corpus.Sample next() {
            int die = random.nextInt(100);
            var from = die == 0 ? CORPUS : die < 30 ? SHORT : GOOD;
            var sample = from.get(random.nextInt(from.size()));
            byte[] bytes = mutator.mutate(sample.bytes().array());
            return new Corpus.Sample(sample.name(), sample.as(), new Corpus.Bytes(bytes));
        }
    }

    private static void check(Speech speech, byte[] bytes) {
        if (complaint(speech, bytes) != null) {
            byte[] least = smallest(speech, bytes);
            throw new AssertionError(
                    "godwit.seed " + SEED + ", as " + speech + ", "
                            + HexFormat.of().formatHex(least) + ": " + new String(least, UTF_8),
                    complaint(speech, least));
        }
    }

    private static @Nullable Throwable complaint(Speech speech, byte[] bytes) {
        try {
            CodecOracle.check(speech, bytes);
            return null;
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /// Leaves out what can be left out with the fault still there.
    /// Source: Zeller, Hildebrandt: Simplifying and isolating failure-inducing input (2002).
    private static byte[] smallest(Speech speech, byte[] bytes) {
        byte[] least = bytes;
        for (int length = Math.max(1, least.length / 2); length > 0; length /= 2) {
            for (int at = 0; at + length <= least.length; ) {
                byte[] shorter = Arrays.copyOf(least, least.length - length);
                System.arraycopy(least, at + length, shorter, at, shorter.length - at);
                if (complaint(speech, shorter) == null) {
                    at += length;
                } else {
                    least = shorter;
                }
            }
        }
        return least;
    }
}
