package dev.godwit.server.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.ServerFrameCodec;
import dev.godwit.protocol.UserId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/// A device's connection that keeps nothing but how many frames of which type it got, and their bytes.
final class CountingSession implements Session {
    private final UserId user;
    private final DeviceId device;
    private final Executor events;
    private final Map<String, LongAdder> frames = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final CompletableFuture<ServerFrame.Current> current = new CompletableFuture<>();
    private final CompletableFuture<Void> firstCounts = new CompletableFuture<>();

    CountingSession(UserId user, DeviceId device, Executor events) {
        this.user = user;
        this.device = device;
        this.events = events;
    }

    @Override
    public UserId user() {
        return user;
    }

    @Override
    public DeviceId device() {
        return device;
    }

    @Override
    public void reply(ServerFrame frame) {
        bytes.add(ServerFrameCodec.write(frame).length);
        if (frame instanceof ServerFrame.Current answer) {
            current.complete(answer);
        }
    }

    @Override
    public void push(EncodedFrame frame) {
        frames.computeIfAbsent(typeOf(frame.bytes()), type -> new LongAdder()).increment();
        bytes.add(frame.bytes().length);
    }

    @Override
    public boolean offer(EncodedFrame frame) {
        push(frame);
        firstCounts.complete(null);
        return true;
    }

    @Override
    public void whenWritable(Runnable next) {
        events.execute(next);
    }

    /// Every frame begins with its type.
    private static String typeOf(byte[] frame) {
        int begin = "{\"t\":\"".length();
        int end = begin;
        while (frame[end] != '"') {
            end++;
        }
        return new String(frame, begin, end - begin, US_ASCII);
    }

    CompletableFuture<ServerFrame.Current> current() {
        return current;
    }

    CompletableFuture<Void> firstCounts() {
        return firstCounts;
    }

    /// Pushes of this type so far.
    long pushed(String type) {
        var count = frames.get(type);
        return count == null ? 0 : count.sum();
    }

    /// Of pushes and answers.
    long bytes() {
        return bytes.sum();
    }

    void forget() {
        frames.clear();
        bytes.reset();
    }
}
