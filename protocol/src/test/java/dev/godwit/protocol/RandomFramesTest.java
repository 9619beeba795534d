package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomFramesTest {
    private static final int FRAMES = 6_000;
    private static final int MUTATIONS = 10;
    private static final String[] TOKENS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "null",
        "true",
        "-1",
        "0",
        "1e9",
        "9007199254740992",
        "\"x\"",
        "{}",
        "[[[[[[[[[[[[[[[[[",
        "\\ud83d",
        "\\u0000",
        "\"t\":",
        "\"id\":",
        "\"body\":{}",
        "\uFEFF",
        "😀"
    };

    @ParameterizedTest
    @EnumSource
    void whatWasSaidIsWhatIsHeard(Wire wire) throws BadFrameException {
        var frames = new RandomFrames(new Random(1));
        for (int i = 0; i < FRAMES; i++) {
            Object frame = frames.next(wire);
            byte[] bytes = wire.write(frame);
            assertEquals(frame, wire.read(bytes), () -> "heard something else than " + new String(bytes, UTF_8));
            assertArrayEquals(bytes, wire.write(wire.read(bytes)));
        }
    }

    @Test
    void whatWasStoredIsWhatIsRead() throws BadFrameException {
        var frames = new RandomFrames(new Random(2));
        for (int i = 0; i < FRAMES; i++) {
            Content content = frames.content();
            Content again = EntryCodec.readContent(EntryCodec.writeContent(content));
            assertEquals(content, again);
            assertEquals(content.digest(), again.digest());
        }
    }

    /// Whatever comes over the wire, there are two outcomes: a frame that is as good as any, or a refusal that can be
    /// said back.
    @ParameterizedTest
    @EnumSource
    void damagedBytesAreAFrameOrARefusalAndNothingElse(Wire wire) throws BadFrameException {
        var random = new Random(3);
        var frames = new RandomFrames(random);
        byte[] other = wire.write(frames.next(wire));
        int refused = 0;
        int heard = 0;
        for (int i = 0; i < FRAMES / 2; i++) {
            byte[] bytes = wire.write(frames.next(wire));
            byte[] damaged = bytes;
            for (int j = 0; j < MUTATIONS; j++) {
                damaged = mutate(j % 3 == 0 ? bytes : damaged, other, random);
                Object frame;
                try {
                    frame = wire.read(damaged);
                } catch (BadFrameException e) {
                    ServerFrame answer = e.asAnswer();
                    assertEquals(answer, ServerFrameCodec.read(ServerFrameCodec.write(answer)));
                    refused++;
                    continue;
                }
                assertEquals(frame, wire.read(wire.write(frame)));
                heard++;
            }
            other = bytes;
        }
        assertTrue(refused > 1_000 && heard > 1_000, "a lame mutator: " + refused + " refused, " + heard + " heard");
    }

    private static byte[] mutate(byte[] bytes, byte[] other, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(bytes.length - at + 1);
        return switch (random.nextInt(6)) {
            case 0 -> flip(bytes, random);
            case 1 -> join(bytes, 0, at, other, random.nextInt(other.length), other.length);
            case 2 -> join(bytes, 0, at, bytes, end, bytes.length);
            case 3 -> join(bytes, 0, end, bytes, at, bytes.length);
            case 4 -> insert(bytes, at, TOKENS[random.nextInt(TOKENS.length)].getBytes(UTF_8));
            default -> insert(bytes, at, new byte[] {(byte) random.nextInt(256)});
        };
    }

    private static byte[] flip(byte[] bytes, Random random) {
        byte[] out = bytes.clone();
        if (out.length > 0) {
            int at = random.nextInt(out.length);
            out[at] = (byte) (out[at] ^ 1 << random.nextInt(8));
        }
        return out;
    }

    private static byte[] insert(byte[] bytes, int at, byte[] inserted) {
        return join(join(bytes, 0, at, inserted, 0, inserted.length), 0, at + inserted.length, bytes, at, bytes.length);
    }

    private static byte[] join(byte[] one, int from, int to, byte[] other, int otherFrom, int otherTo) {
        byte[] out = Arrays.copyOf(Arrays.copyOfRange(one, from, to), to - from + otherTo - otherFrom);
        System.arraycopy(other, otherFrom, out, to - from, otherTo - otherFrom);
        return out;
    }
}
