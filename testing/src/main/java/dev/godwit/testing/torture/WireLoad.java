package dev.godwit.testing.torture;

import dev.godwit.protocol.Content;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.History;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Many connections that write as fast as the server answers, as careful as the protocol asks, and some that only read
/// what is pushed. What they did and saw is kept compactly, and becomes happenings in the end.
final class WireLoad implements AutoCloseable {
    private final IntSupplier port;
    private final Numbers numbers;
    private final Random random;
    private final WireTexts texts = new WireTexts();
    private final Map<Long, UserId> writers = new ConcurrentHashMap<>();
    private final List<WireSender> senders = new ArrayList<>();
    private final List<WireReader> readers = new ArrayList<>();
    private final Map<UserId, UserId> users = new HashMap<>();
    private final Map<DeviceId, DeviceId> devices = new HashMap<>();
    private boolean readersFinish;

    /// @param port of the server, asked at each connection
    WireLoad(IntSupplier port, Numbers numbers, long seed) {
        this.port = port;
        this.numbers = numbers;
        this.random = new Random(seed);
    }

    /// A device that writes to somebody from now on.
    ///
    /// @param name      for people and in the ids of its messages: letters and digits, one of its own
    /// @param window    how many sends are un-acked at most, up to 32
    /// @param perSecond at most this many new messages
    void sender(String name, Person from, Person to, int window, int perSecond) {
        long base = numbers.nextBlock();
        writers.put(base / Numbers.BLOCK, from.user());
        senders.add(new WireSender(
                port,
                new Device(name, from.user()),
                from,
                to,
                texts.block(name, base),
                window,
                perSecond,
                random.nextLong()));
    }

    /// A device that follows all conversations of this person by live pushes, and fetches what it misses.
    void reader(String name, Person who) {
        readers.add(new WireReader(port, new Device(name, who.user()), who, texts, writers));
    }

    long acked() {
        return senders.stream().mapToLong(WireSender::acked).sum();
    }

    /// Answers to repeated sends of acked messages.
    long repeatsAnswered() {
        return senders.stream().mapToLong(WireSender::repeatsAnswered).sum();
    }

    /// Refusals on the way; what is not refused for good is tried again.
    long refusals() {
        return senders.stream().mapToLong(WireSender::refusals).sum();
    }

    /// Begins no new messages.
    void finish() {
        senders.forEach(WireSender::finish);
    }

    /// Whether all that was begun is acked, and then every reader has everything.
    boolean isDone() {
        if (!senders.stream().allMatch(WireSender::isDone)) {
            return false;
        }
        if (!readersFinish) {
            readersFinish = true;
            readers.forEach(WireReader::finish);
        }
        return readers.stream().allMatch(WireReader::isDone);
    }

    /// Who is not done, for people.
    String unfinished() {
        return Stream.concat(
                        senders.stream().filter(sender -> !sender.isDone()).map(WireSender::toString),
                        readers.stream().filter(reader -> !reader.isDone()).map(WireReader::toString))
                .collect(Collectors.joining(", "));
    }

    /// What is wrong in itself, such as a repeated send that got another answer than the first one.
    List<String> faults() {
        return Stream.concat(
                        senders.stream().flatMap(sender -> sender.faults().stream()),
                        readers.stream().flatMap(reader -> reader.faults().stream()))
                .toList();
    }

    /// Adds what everybody did and saw; after [#close].
    void record(History history) {
        senders.forEach(sender -> sender.record(history));
        readers.forEach(reader -> reader.record(history));
    }

    /// The same entry, with the one copy of all that it has in common with others, where it was written here.
    Entry shared(Entry entry) {
        long number = texts.number(entry);
        if (number == 0) {
            return entry;
        }
        return new Entry(
                entry.seq(),
                entry.at(),
                users.computeIfAbsent(entry.from(), user -> user),
                devices.computeIfAbsent(entry.device(), device -> device),
                texts.id(number),
                Content.message(texts.text(number)));
    }

    @Override
    public void close() {
        senders.forEach(WireSender::close);
        readers.forEach(WireReader::close);
    }
}
