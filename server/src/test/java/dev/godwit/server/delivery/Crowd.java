package dev.godwit.server.delivery;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.DeviceId;
import dev.godwit.protocol.GroupChange;
import dev.godwit.protocol.GroupChangeCodec;
import dev.godwit.protocol.History;
import dev.godwit.protocol.UserId;
import dev.godwit.server.log.Author;
import dev.godwit.server.log.ConversationLog;
import dev.godwit.server.log.LogLimits;
import dev.godwit.server.log.Outcome;
import dev.godwit.server.log.Watermark;
import dev.godwit.server.store.rocks.MeteredStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// One group of many over the real store on a real disk, with threads as in the server and a clock of its
/// own.
final class Crowd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    final List<UserId> members;
    final ConversationId group;
    final MeteredStore disk;
    private final Author owner;
    private final int largeFrom;
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final List<Due> timers = new ArrayList<>();
    private final ExecutorService shard = Executors.newSingleThreadExecutor();
    private final ExecutorService deliveryThread = Executors.newSingleThreadExecutor();
    private ConversationLog log;
    private Delivery delivery;
    private int sent;

    private record Due(long at, Runnable task) {}

    Crowd(Path directory, int size, int largeFrom) {
        var random = new Random(23);
        this.members =
                IntStream.range(0, size).mapToObj(i -> UserId.random(random)).toList();
        this.owner = new Author(members.getFirst(), DeviceId.random(random));
        this.group = ConversationId.group(owner.user(), "crowd");
        this.largeFrom = largeFrom;
        this.disk = new MeteredStore(directory);
        var watermark = new Watermark(disk.store().log()::stamp);
        this.log = newLog(watermark);
        this.delivery = newDelivery(watermark);
    }

    private ConversationLog newLog(Watermark watermark) {
        return new ConversationLog(
                disk.store().log(),
                user -> CompletableFuture.completedStage(true),
                List.of(shard),
                () -> Instant.ofEpochMilli(clock.get()),
                watermark,
                commit -> delivery.committed(commit),
                new LogLimits(largeFrom));
    }

    private Delivery newDelivery(Watermark watermark) {
        return new Delivery(
                deliveryThread,
                this::after,
                disk.store().log(),
                disk.store().cursors(),
                log,
                watermark,
                () -> Instant.ofEpochMilli(clock.get()),
                new Random(43),
                new DeliverySettings(64, false));
    }

    private void after(long millis, Runnable task) {
        synchronized (timers) {
            timers.add(new Due(clock.get() + millis, task));
        }
    }

    /// Makes the group and takes everybody in, one entry each, as a client does it.
    void gather() {
        var sends = new ArrayList<CompletableFuture<Outcome>>();
        sends.add(send(GroupChangeCodec.write(new GroupChange.Create("crowd", "Birds", History.JOINED))));
        for (UserId member : members.subList(1, members.size())) {
            sends.add(send(GroupChangeCodec.write(new GroupChange.Add(List.of(member)))));
            if (sends.size() % 1_000 == 0) {
                stored(sends);
            }
        }
        stored(sends);
    }

    private static void stored(List<CompletableFuture<Outcome>> sends) {
        for (var outcome : sends) {
            if (!(outcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join() instanceof Outcome.Stored)) {
                throw new AssertionError("not stored: " + outcome.join());
            }
        }
        sends.clear();
    }

    private CompletableFuture<Outcome> send(Content content) {
        var answer = new CompletableFuture<Outcome>();
        var id = new ClientMessageId("c" + sent++);
        log.send(owner, new ClientFrame.Send(group, id, Optional.empty(), Optional.empty(), content), answer::complete);
        return answer;
    }

    /// Posts, and returns when everybody has been told who is told at once.
    void post(String text) {
        stored(new ArrayList<>(List.of(send(Content.message(text)))));
        settle();
    }

    /// Waits for what the two threads still have to do.
    void settle() {
        for (var thread : List.of(shard, deliveryThread)) {
            CompletableFuture.runAsync(() -> {}, thread)
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
    }

    /// Lets time pass, and what was due in it happen.
    void pass(long millis) {
        long now = clock.addAndGet(millis);
        var due = new ArrayList<Due>();
        synchronized (timers) {
            timers.stream().filter(each -> each.at() <= now).forEach(due::add);
            timers.removeAll(due);
        }
        due.forEach(each -> each.task().run());
        settle();
    }

    /// Connects new devices of these members, and returns when they are up to date.
    List<CountingSession> connectNew(List<UserId> users) {
        return connect(users, Optional.empty());
    }

    /// Connects devices that have been here a moment ago, and returns when they are up to date.
    List<CountingSession> connectAgain(List<UserId> users) {
        var store = disk.store().log();
        return connect(users, Optional.of(new Mark(store.epoch(), store.stamp(), clock.get(), "former", 0).toString()));
    }

    private List<CountingSession> connect(List<UserId> users, Optional<String> mark) {
        var random = new Random(29);
        var hello =
                new ClientFrame.Hello(1, Optional.empty(), "test", Optional.empty(), mark, Optional.empty(), List.of());
        var sessions = users.stream()
                .map(user -> new CountingSession(user, DeviceId.random(random), deliveryThread))
                .toList();
        sessions.forEach(session -> delivery.attach(session, hello));
        sessions.forEach(session ->
                session.current().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
        return sessions;
    }

    void watch(CountingSession session) {
        delivery.watch(session, new ClientFrame.Watch(List.of(group), List.of()));
        session.firstCounts().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /// What the delivery thread itself says.
    <T> T onDelivery(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, deliveryThread)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    void restart() {
        settle();
        disk.reopen();
        timers.clear();
        var watermark = new Watermark(disk.store().log()::stamp);
        log = newLog(watermark);
        delivery = newDelivery(watermark);
    }

    @Override
    public void close() {
        shard.shutdownNow();
        deliveryThread.shutdownNow();
        disk.close();
    }
}
