package dev.godwit.testing.hostile;

import dev.godwit.protocol.ServerFrame;
import dev.godwit.testing.harness.Chat;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Two who mean well: one writes to the other all the time, message after message, each as soon as the one before has
/// arrived.
final class Pulse implements AutoCloseable {
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());
    private final Wire writer;
    private final Wire reader;
    private final Thread thread;
    private volatile @Nullable Throwable trouble;

    Pulse(int port, Person from, Person to, String name) {
        writer = Wire.open(port, from.token());
        reader = Wire.open(port, to.token());
        thread = Thread.ofPlatform().name("pulse").start(() -> {
            try {
                for (int i = 0; !stop.get(); i++) {
                    beat(from, to, name + " " + i);
                    LockSupport.parkNanos(PAUSE);
                }
            } catch (RuntimeException | Error e) {
                trouble = e;
            }
        });
    }

    private void beat(Person from, Person to, String text) {
        long begun = System.nanoTime();
        said.add(text);
        var sent = Chat.say(writer, from, to, text);
        var pushed = reader.await(
                ServerFrame.Pushed.class, push -> push.entry().content().kind().equals("message"));
        if (pushed.entry().seq() != sent.seq()
                || !pushed.entry().content().body().data().equals(text)) {
            throw new AssertionError("after " + text + " came " + pushed);
        }
        millis.add(Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /// What was written, in order; the last one may be without an answer.
    List<String> said() {
        return List.copyOf(said);
    }

    /// Milliseconds from writing until the other has it, sorted.
    List<Long> delays() {
        return millis.stream().sorted().toList();
    }

    void end() {
        stop.set(true);
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (trouble != null) {
            throw new AssertionError("those who mean well were disturbed", trouble);
        }
    }

    @Override
    public void close() {
        stop.set(true);
        writer.close();
        reader.close();
    }
}
