package dev.godwit.testing.torture;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.ConversationType;
import dev.godwit.protocol.Cursor;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Kinds;
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

/// A device that only reads: it takes live pushes as they come, asks for what it finds missing, keeps everything in order,
/// and tells how far it is.
final class WireReader implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long CLAIM_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// One conversation, without a hole from its beginning up to `have`.
    private static final class Log {
        long have;
        long head;
        long claimed;
        OptionalLong asked = OptionalLong.empty();
        /// Under `seq - 1` the number of what was written on the wire; 0 for the others, which are in `others`.
        final LongColumn numbers = new LongColumn();
        final List<Happening> others = new ArrayList<>();
    }

    private final IntSupplier port;
    private final Device device;
    private final Person me;
    private final WireTexts texts;
    private final Thread thread;

    private final Map<ConversationId, Log> logs = new LinkedHashMap<>();
    private final Map<Long, UserId> writers;
    private final List<Happening> claims = new ArrayList<>();
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
                heardAt = isWaiting() ? heardAt : now;
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
                claims.add(new Happening.Claimed(device, conversation, cursor));
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
            case ServerFrame.Changes changes -> changes.conversations().forEach(this::onChange);
            case ServerFrame.Current current -> onCurrent(current);
            case ServerFrame.Pushed pushed -> onPushed(pushed.conversation(), pushed.entry());
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

    private Log log(ConversationId conversation) {
        return logs.computeIfAbsent(conversation, c -> new Log());
    }

    private void onChange(ServerFrame.Change change) {
        if (change.conversation().type() == ConversationType.ACCOUNT) {
            return;
        }
        Log log = log(change.conversation());
        log.head = Math.max(log.head, change.head());
        take(change.conversation(), log, change.items());
        fetch(change.conversation(), log);
    }

    private void onCurrent(ServerFrame.Current current) {
        waiting = false;
        greeted = true;
        compared = exact;
        // What it stands for is not here yet where something was asked for: with the old mark it is told again.
        if (logs.values().stream().allMatch(log -> log.have >= log.head)) {
            mark = Optional.of(current.mark());
        }
    }

    private void onPushed(ConversationId conversation, Entry entry) {
        if (conversation.type() == ConversationType.ACCOUNT) {
            return;
        }
        Log log = log(conversation);
        log.head = Math.max(log.head, entry.seq());
        take(conversation, log, List.of(entry));
        fetch(conversation, log);
    }

    private void onPage(ServerFrame.Page page) {
        Log log = log(page.conversation());
        if (log.asked.equals(OptionalLong.of(page.rid()))) {
            log.asked = OptionalLong.empty();
        }
        log.head = Math.max(log.head, page.head());
        take(page.conversation(), log, page.items());
        fetch(page.conversation(), log);
    }

    private void fetch(ConversationId conversation, Log log) {
        if (log.have < log.head && log.asked.isEmpty()) {
            log.asked = OptionalLong.of(++lastRid);
            outgoing.add(new ClientFrame.Sync(
                    lastRid, conversation, ClientFrame.Direction.AFTER, log.have, Limits.MAX_PAGE));
        }
    }

    private void take(ConversationId conversation, Log log, List<Item> items) {
        for (Item item : items) {
            if (item.first() <= log.have + 1) {
                switch (item) {
                    case Skip skip -> log.have = Math.max(log.have, skip.to());
                    case Entry entry -> take(conversation, log, entry);
                }
            }
        }
    }

    private void take(ConversationId conversation, Log log, Entry entry) {
        long number = texts.number(entry);
        boolean asWritten = number > 0 && entry.from().equals(writers.get(number / Numbers.BLOCK));
        boolean known = entry.seq() <= log.have;
        int row = Math.toIntExact(entry.seq() - 1);
        if (known && log.numbers.get(row) == (asWritten ? number : 0)) {
            return;
        }
        if (asWritten && !known) {
            log.numbers.set(row, number);
        } else if (entry.content().kind().equals(Kinds.MESSAGE)) {
            // Not of the wire, or not what was said before: the checker shall see it as it came.
            log.others.add(new Happening.Received(
                    device,
                    conversation,
                    entry.seq(),
                    entry.from(),
                    entry.id(),
                    entry.content().body().data()));
        }
        log.have = Math.max(log.have, entry.seq());
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
                && logs.values().stream().allMatch(log -> log.have >= log.head && log.claimed >= log.have);
    }

    synchronized List<String> faults() {
        return faults.stream().map(fault -> device + ": " + fault).toList();
    }

    synchronized void record(History history) {
        logs.forEach((conversation, log) -> {
            for (int row = 0; row < log.numbers.size(); row++) {
                long number = log.numbers.get(row);
                if (number > 0) {
                    history.add(new Happening.Received(
                            device,
                            conversation,
                            row + 1L,
                            writers.get(number / Numbers.BLOCK),
                            texts.id(number),
                            texts.text(number)));
                }
            }
            log.others.forEach(history::add);
        });
        claims.forEach(history::add);
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
