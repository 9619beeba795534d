package dev.godwit.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What must be true of any bytes at all: they are understood or refused and nothing else comes out; what was
/// understood and is written again means the same; a refusal can be said back; and it takes time and memory in
/// proportion to the bytes.
final class CodecOracle {
    /// A tree of JSON is bigger than its text: an empty list is two bytes there and a few objects here.
    private static final long MEMORY_PER_BYTE = 512;

    private static final long MEMORY_IN_ANY_CASE = 256 * 1024;

    /// For a quarter of a MiB, on a machine that does something else as well.
    private static final long NANOS_IN_ANY_CASE = 2_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private CodecOracle() {}

    /// Throws an `AssertionError`, or whatever the codec wrongly threw.
    static void check(Speech speech, byte[] bytes) {
        long memory = THREADS.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();
        var again = again(speech, bytes);
        long took = System.nanoTime() - begun;
        long used = THREADS.getCurrentThreadAllocatedBytes() - memory;
        if (used > bearable(bytes)) {
            // Or it was the first of its kind, and classes were loaded for it.
            memory = THREADS.getCurrentThreadAllocatedBytes();
            again = again(speech, bytes);
            used = THREADS.getCurrentThreadAllocatedBytes() - memory;
        }
        require(took < NANOS_IN_ANY_CASE, "it took " + took / 1_000_000 + " ms");
        require(used <= bearable(bytes), "it took " + used + " bytes of memory");
        if (again != null) {
            byte[] third = again(speech, again);
            require(third != null, "what was written is refused: " + new String(again, UTF_8));
            require(Arrays.equals(again, third), "what was written is read as something else");
        }
    }

    private static long bearable(byte[] bytes) {
        return MEMORY_IN_ANY_CASE + MEMORY_PER_BYTE * bytes.length;
    }

    /// Null where it was refused.
    private static byte @Nullable [] again(Speech speech, byte[] bytes) {
        try {
            return speech.again(bytes);
        } catch (BadFrameException e) {
            var answer = e.asAnswer();
            try {
                require(answer.equals(ServerFrameCodec.read(ServerFrameCodec.write(answer))), "the refusal changes");
            } catch (BadFrameException unsayable) {
                throw new AssertionError("the refusal cannot be said: " + e.getMessage(), unsayable);
            }
            return null;
        }
    }

    private static void require(boolean condition, String complaint) {
        if (!condition) {
            throw new AssertionError(complaint);
        }
    }
}
