package dev.godwit.testing.torture;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.Skip;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Wire;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// A device that only reads: it takes live pushes as they come, asks for what it finds missing, keeps everything in
/// order, and tells how far it is.
final class WireReader implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long CLAIM_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final IntSupplier port;
    private final Device device;
    private final Person me;
    private final WireTexts texts;
    private final Thread thread;

    private final Map<ConversationId, ReadLog> logs = new LinkedHashMap<>();
    private final Map<Long, UserId> writers;
    /// One for each store that was met.
    private final List<String> epochs = new ArrayList<>();
    private final List<List<Happening>> claims = new ArrayList<>();
    private final Deque<ClientFrame> outgoing = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();
    private Optional<String> mark = Optional.empty();
    private long lastRid;
    private boolean waiting;
    private boolean greeted;
    private boolean exact;
    private boolean compared;
    private boolean stopped;
    private long heardAt;
    private long checkAt;
    private long claimAt;

    /// @param writers who writes which block of numbers
    WireReader(IntSupplier port, Device device, Person me, WireTexts texts, Map<Long, UserId> writers) {
        this.port = port;
        this.device = device;
        this.me = me;
        this.texts = texts;
        this.writers = writers;
        this.thread = Thread.ofPlatform().daemon().name("wire-" + device).start(this::run);
    }

    private void run() {
        while (!isStopped()) {
            try (var wire = Wire.connect(port.getAsInt(), Map.of(), this::onFrame)) {
                wire.send(hello());
                while (!isStopped() && !wire.isClosed() && isAlive()) {
                    toSend().forEach(wire::send);
                }
            } catch (UncheckedIOException | AssertionError e) {
                // The server is dead or dying: come back soon.
                pause();
            }
        }
    }

    private synchronized ClientFrame.Hello hello() {
        outgoing.clear();
        logs.values().forEach(log -> log.asked = OptionalLong.empty());
        waiting = true;
        greeted = false;
        compared = false;
        heardAt = System.nanoTime();
        return new ClientFrame.Hello(
                Limits.VERSION,
                Optional.of(me.token()),
                "godwit-torture",
                Optional.empty(),
                mark,
                Optional.empty(),
                List.of());
    }

    private synchronized boolean isAlive() {
        return !isWaiting() || System.nanoTime() - heardAt < DEAD_NANOS;
    }

    private boolean isWaiting() {
        return waiting || logs.values().stream().anyMatch(log -> log.asked.isPresent());
    }

    private synchronized List<ClientFrame> toSend() {
        long now = System.nanoTime();
        if (greeted) {
            if (now - claimAt > 0) {
                claimAt = now + CLAIM_NANOS;
                claim();
            }
            if (!waiting && (now - checkAt > 0 || (exact && !compared))) {
                checkAt = now + CHECK_NANOS;
                heardAt = now;
                waiting = true;
                outgoing.add(new ClientFrame.Check(exact ? Optional.empty() : mark));
            }
        }
        if (outgoing.isEmpty()) {
            waitHere();
        }
        var out = List.copyOf(outgoing);
        outgoing.clear();
        return out;
    }

    private void claim() {
        var cursors = new ArrayList<ClientFrame.OwnCursor>();
        logs.forEach((conversation, log) -> {
            if (log.have > log.claimed && cursors.size() < Limits.MAX_RECEIPTS) {
                log.claimed = log.have;
                var cursor = new Cursor(log.have, log.have);
                cursors.add(new ClientFrame.OwnCursor(conversation, cursor));
                claims.getLast().add(new Happening.Looked(device, conversation, log.have));
                claims.getLast().add(new Happening.Claimed(device, conversation, cursor));
            }
        });
        if (!cursors.isEmpty()) {
            outgoing.add(new ClientFrame.Receipts(cursors));
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller is the loop: it looks at everything again
    private void waitHere() {
        try {
            wait(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private synchronized void pause() {
        waitHere();
    }

    private synchronized boolean onFrame(ServerFrame frame) {
        heardAt = System.nanoTime();
        switch (frame) {
            case ServerFrame.Welcome welcome -> onWelcome(welcome.epoch());
            case ServerFrame.Changes changes -> changes.conversations().forEach(this::onChange);
            case ServerFrame.Current current -> onCurrent(current);
            case ServerFrame.Pushed pushed ->
                learn(pushed.conversation(), pushed.entry().seq(), List.of(pushed.entry()));
            case ServerFrame.Page page -> onPage(page);
            case ServerFrame.Behind behind -> checkAt = heardAt;
            case ServerFrame.Failure failure when failure.code().isPermanent() -> faults.add("failed: " + failure);
            default -> {
                return true;
            }
        }
        notifyAll();
        return true;
    }

    private void onWelcome(String epoch) {
        if (epochs.isEmpty() || !epochs.getLast().equals(epoch)) {
            epochs.add(epoch);
            claims.add(new ArrayList<>());
            mark = Optional.empty();
            logs.values().forEach(log -> {
                log.comparing = true;
                log.head = 0;
            });
        }
        logs.forEach((conversation, log) -> {
            if (log.comparing) {
                ask(conversation, log, ClientFrame.Direction.BEFORE, log.have + 1);
            }
        });
    }

    private void onChange(ServerFrame.Change change) {
        learn(change.conversation(), change.head(), change.items());
    }

    private void onCurrent(ServerFrame.Current current) {
        waiting = false;
        greeted = true;
        compared = exact;
        // What it stands for is not here yet where something was asked for: with the old mark it is told again.
        if (logs.values().stream().allMatch(log -> !log.comparing && log.have >= log.head)) {
            mark = Optional.of(current.mark());
        }
    }

    private void onPage(ServerFrame.Page page) {
        ReadLog log = logs.get(page.conversation());
        if (log == null || !log.asked.equals(OptionalLong.of(page.rid()))) {
            return;
        }
        log.asked = OptionalLong.empty();
        if (log.comparing) {
            compare(page, log);
        }
        learn(page.conversation(), page.head(), log.comparing ? List.of() : page.items());
    }

    /// Goes backwards until the restored store has what this device has.
    private void compare(ServerFrame.Page page, ReadLog log) {
        for (Item item : page.items()) {
            if (item instanceof Entry entry && entry.seq() <= log.have && log.isSame(entry, number(entry))) {
                log.goOnBehind(entry.seq(), epochs.size() - 1);
                return;
            }
        }
        if (page.more()) {
            ask(
                    page.conversation(),
                    log,
                    ClientFrame.Direction.BEFORE,
                    page.items().getLast().first());
        } else {
            log.goOnBehind(0, epochs.size() - 1);
        }
    }

    private void learn(ConversationId conversation, long head, List<Item> items) {
        if (conversation.type() == ConversationType.ACCOUNT) {
            return;
        }
        ReadLog log = logs.computeIfAbsent(conversation, c -> new ReadLog(epochs.size() - 1));
        log.head = Math.max(log.head, head);
        if (log.comparing) {
            return;
        }
        for (Item item : items) {
            if (item.first() <= log.have + 1) {
                switch (item) {
                    case Skip skip -> log.skip(skip.to());
                    case Entry entry -> take(log, entry);
                }
            }
        }
        if (log.have < log.head && log.asked.isEmpty()) {
            ask(conversation, log, ClientFrame.Direction.AFTER, log.have);
        }
    }

    private void ask(ConversationId conversation, ReadLog log, ClientFrame.Direction direction, long seq) {
        lastRid++;
        log.asked = OptionalLong.of(lastRid);
        outgoing.add(new ClientFrame.Sync(lastRid, conversation, direction, seq, Limits.MAX_PAGE));
    }

    private void take(ReadLog log, Entry entry) {
        long number = number(entry);
        if (entry.seq() == log.have + 1) {
            log.add(entry, number);
        } else if (!log.isSame(entry, number)) {
            faults.add("an entry is another one than before: " + entry);
        }
    }

    /// 0 for what is not exactly what somebody here wrote.
    private long number(Entry entry) {
        long number = texts.number(entry);
        return number > 0 && entry.from().equals(writers.get(number / Numbers.BLOCK)) ? number : 0;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /// Compares with everything that the server has now.
    synchronized void finish() {
        exact = true;
        compared = false;
        notifyAll();
    }

    synchronized boolean isDone() {
        return exact
                && compared
                && logs.values().stream()
                        .allMatch(log -> !log.comparing && log.have >= log.head && log.claimed >= log.have);
    }

    synchronized List<String> faults() {
        return faults.stream().map(fault -> device + ": " + fault).toList();
    }

    synchronized void record(History history) {
        for (int chapter = 0; chapter < epochs.size(); chapter++) {
            history.add(new Happening.Greeted(device, epochs.get(chapter)));
            for (var each : logs.entrySet()) {
                ReadLog log = each.getValue();
                for (int part = 0; part < log.parts().size(); part++) {
                    if (log.parts().get(part).chapter() == chapter) {
                        record(history, each.getKey(), log.parts().get(part), log.others(part));
                    }
                }
            }
            claims.get(chapter).forEach(history::add);
        }
    }

    private void record(History history, ConversationId conversation, ReadLog.Part part, List<Entry> others) {
        var left = new ArrayDeque<>(others);
        for (int row = 0; row < part.numbers().size(); row++) {
            long number = part.numbers().get(row);
            long seq = part.from() + row;
            UserId writer = writers.get(number / Numbers.BLOCK);
            if (number > 0 && writer != null) {
                history.add(new Happening.Received(
                        device, conversation, seq, writer, texts.id(number), texts.text(number)));
            } else if (!left.isEmpty() && left.getFirst().seq() == seq) {
                Entry entry = left.removeFirst();
                history.add(new Happening.Received(
                        device,
                        conversation,
                        seq,
                        entry.from(),
                        entry.id(),
                        entry.content().body().data()));
            }
        }
    }

    @Override
    public synchronized String toString() {
        return device + " ("
                + logs.values().stream().filter(log -> log.have < log.head).count() + " of " + logs.size()
                + " conversations are behind" + ")";
    }

    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
