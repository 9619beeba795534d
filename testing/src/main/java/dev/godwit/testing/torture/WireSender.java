package dev.godwit.testing.torture;

import dev.godwit.protocol.ClientFrame;
import dev.godwit.protocol.ClientMessageId;
import dev.godwit.protocol.Content;
import dev.godwit.protocol.ConversationId;
import dev.godwit.protocol.Entry;
import dev.godwit.protocol.Item;
import dev.godwit.protocol.Limits;
import dev.godwit.protocol.ServerFrame;
import dev.godwit.protocol.UserId;
import dev.godwit.testing.harness.Person;
import dev.godwit.testing.harness.Wire;
import dev.godwit.testing.history.Device;
import dev.godwit.testing.history.Happening;
import dev.godwit.testing.history.History;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/// A device that writes into one conversation as fast as it may, as careful as the protocol asks: it pipelines, names
/// its un-acked predecessor, sends what was not acked again over every new connection, and what is gone again after a
/// restore. Now and then it repeats what was acked long ago, which must get the answer of the first time.
///
/// What it knows is kept by index of the message and by chapter: one for each store of the server that it has met.
final class WireSender implements AutoCloseable {
    private static final long PAUSE_MILLIS = 20;
    private static final long RETRY_MILLIS = 100;
    /// As the protocol has it: that long without any frame although an answer is due, and the connection is dead.
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final IntSupplier port;
    private final Device device;
    private final Person me;
    private final UserId peer;
    private final ConversationId conversation;
    private final WireTexts.Block block;
    private final int window;
    private final long pauseNanos;
    private final Random random;
    private final Thread thread;

    private final SentColumn sent = new SentColumn();
    private final NavigableSet<Integer> unacked = new TreeSet<>();
    private final List<Chapter> chapters = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int written;
    private int acked;
    private long repeatsAnswered;
    private long refusals;
    private boolean finishing;
    private boolean stopped;

    /// Of this connection: last un-acked index that went out, and how many of them are not answered.
    private int cursor;

    private int inFlight;
    private boolean welcome;
    private boolean comparing;
    private Optional<ClientFrame> question = Optional.empty();
    private long pausedUntil = System.nanoTime();
    private long nextAt = System.nanoTime();
    private long heardAt;

    /// What happened while the server had one store.
    ///
    /// @param from   index of the first message that was written in it
    /// @param others besides messages that were written and acked
    private record Chapter(String epoch, int from, List<Happening> others) {}

    WireSender(
            IntSupplier port,
            Device device,
            Person me,
            Person peer,
            WireTexts.Block block,
            int window,
            int perSecond,
            long seed) {
        this.port = port;
        this.device = device;
        this.me = me;
        this.peer = peer.user();
        this.conversation = me.with(peer);
        this.block = block;
        this.window = window;
        this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().daemon().name("wire-" + device).start(this::run);
    }

    private void run() {
        while (!isStopped()) {
            try (var wire = Wire.connect(port.getAsInt(), Map.of(), this::onFrame)) {
                begin();
                wire.hello(me.token());
                while (!isStopped() && !wire.isClosed() && isAlive()) {
                    toSend().forEach(wire::send);
                }
            } catch (UncheckedIOException | AssertionError e) {
                // The server is dead or dying: that is the point. Come back soon.
                pause();
            }
        }
    }

    private synchronized void begin() {
        welcome = false;
        question = Optional.empty();
        pausedUntil = System.nanoTime();
        heardAt = pausedUntil;
        sendAgain();
    }

    private void sendAgain() {
        cursor = 0;
        inFlight = 0;
    }

    private synchronized boolean isAlive() {
        return (welcome && unacked.isEmpty()) || System.nanoTime() - heardAt < DEAD_NANOS;
    }

    /// What may go out now; waits a little if nothing may.
    private synchronized List<ClientFrame> toSend() {
        long now = System.nanoTime();
        if (question.isPresent()) {
            var out = List.of(question.get());
            question = Optional.empty();
            return out;
        }
        if (!welcome || pausedUntil - now > 0 || inFlight >= window) {
            waitHere(PAUSE_MILLIS);
            return List.of();
        }
        Integer again = unacked.higher(cursor);
        if (again != null) {
            return List.of(send(again));
        }
        if (finishing) {
            waitHere(PAUSE_MILLIS);
            return List.of();
        }
        if (nextAt - now > 0) {
            waitHere(Math.min(PAUSE_MILLIS, TimeUnit.NANOSECONDS.toMillis(nextAt - now) + 1));
            return List.of();
        }
        // What could not be written while the server was down is not made up for.
        nextAt = Math.max(nextAt + pauseNanos, now - TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        if (unacked.isEmpty()) {
            heardAt = now;
        }
        written++;
        unacked.add(written);
        var out = new ArrayList<ClientFrame>();
        out.add(send(written));
        int old = 1 + random.nextInt(written);
        if (random.nextInt(100) == 0 && sent.isAcked(old)) {
            out.add(frame(old, Optional.empty()));
        }
        return out;
    }

    private ClientFrame.Send send(int index) {
        cursor = index;
        inFlight++;
        return frame(index, Optional.ofNullable(unacked.lower(index)).map(block::freshId));
    }

    private ClientFrame.Send frame(int index, Optional<ClientMessageId> after) {
        return new ClientFrame.Send(
                conversation, block.freshId(index), after, Optional.of(peer), Content.message(block.freshText(index)));
    }

    @SuppressWarnings("WaitNotInLoop") // the caller is the loop: it looks at everything again
    private void waitHere(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private synchronized void pause() {
        waitHere(PAUSE_MILLIS);
    }

    private synchronized boolean onFrame(ServerFrame frame) {
        heardAt = System.nanoTime();
        switch (frame) {
            case ServerFrame.Welcome hello -> onWelcome(hello.epoch());
            case ServerFrame.Sent answer -> onSent(answer);
            case ServerFrame.Refused refused -> onRefused(refused);
            case ServerFrame.Page page -> onPage(page);
            case ServerFrame.Receipt receipt
            when receipt.user().equals(peer) ->
                chapters.getLast()
                        .others()
                        .add(new Happening.Told(device, receipt.conversation(), peer, receipt.cursor()));
            case ServerFrame.Failure failure when failure.code().isPermanent() -> faults.add("failed: " + failure);
            default -> {
                return true;
            }
        }
        notifyAll();
        return true;
    }

    private void onWelcome(String epoch) {
        if (chapters.isEmpty() || !chapters.getLast().epoch().equals(epoch)) {
            comparing = !chapters.isEmpty();
            chapters.add(new Chapter(epoch, written + 1, new ArrayList<>()));
        }
        if (comparing) {
            ask(Limits.MAX_NUMBER);
        } else {
            welcome = true;
        }
    }

    /// What is the last of its own that the restored store has? All before it is there too, all behind it is gone.
    private void ask(long before) {
        question = Optional.of(
                new ClientFrame.Sync(1, conversation, ClientFrame.Direction.BEFORE, before, Limits.MAX_PAGE));
    }

    private void onPage(ServerFrame.Page page) {
        for (Item item : page.items()) {
            if (item instanceof Entry entry && block.owns(entry.id())) {
                sendAgainBehind(block.index(entry.id()));
                return;
            }
        }
        if (page.more()) {
            ask(page.items().getLast().first());
        } else {
            sendAgainBehind(0);
        }
    }

    private void sendAgainBehind(int last) {
        List<Happening> before = chapters.get(chapters.size() - 2).others();
        for (int index = last + 1; index <= written; index++) {
            if (sent.isAcked(index)) {
                before.add(acked(index));
                sent.forget(index);
                unacked.add(index);
                acked--;
            }
        }
        comparing = false;
        sendAgain();
        welcome = true;
    }

    private void onSent(ServerFrame.Sent answer) {
        if (!block.owns(answer.id())) {
            faults.add("nobody here sent " + answer);
            return;
        }
        int index = block.index(answer.id());
        if (!sent.isAcked(index)) {
            sent.acked(index, answer.seq(), answer.at(), chapters.size() - 1);
            answered(index);
            acked++;
            return;
        }
        repeatsAnswered++;
        if (sent.seq(index) != answer.seq() || sent.at(index) != answer.at()) {
            faults.add("a retry got another answer: first seq " + sent.seq(index) + " at " + sent.at(index) + ", then "
                    + answer);
        }
    }

    private void answered(int index) {
        if (unacked.remove(index) && index <= cursor) {
            inFlight = Math.max(0, inFlight - 1);
        }
    }

    private void onRefused(ServerFrame.Refused refused) {
        refusals++;
        if (refused.code().isPermanent()) {
            int index = block.index(refused.id());
            faults.add("refused for good: " + refused);
            answered(index);
            chapters.getLast()
                    .others()
                    .add(new Happening.Refused(
                            device,
                            conversation,
                            block.number(index),
                            refused.code().wire()));
            return;
        }
        sendAgain();
        pausedUntil = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(refused.retryAfter().orElse(RETRY_MILLIS));
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    synchronized boolean isDone() {
        return finishing && unacked.isEmpty();
    }

    synchronized int acked() {
        return acked;
    }

    synchronized long repeatsAnswered() {
        return repeatsAnswered;
    }

    synchronized long refusals() {
        return refusals;
    }

    synchronized List<String> faults() {
        return faults.stream().map(fault -> device + ": " + fault).toList();
    }

    private Happening.Acked acked(int index) {
        return new Happening.Acked(device, conversation, block.number(index), sent.seq(index), block.id(index));
    }

    synchronized void record(History history) {
        for (int chapter = 0; chapter < chapters.size(); chapter++) {
            history.add(new Happening.Greeted(device, chapters.get(chapter).epoch()));
            int from = chapters.get(chapter).from();
            int to = chapter + 1 < chapters.size() ? chapters.get(chapter + 1).from() : written + 1;
            for (int index = 1; index < to; index++) {
                if (index >= from) {
                    history.add(new Happening.Wrote(device, conversation, block.number(index), block.text(index)));
                }
                if (sent.isAcked(index) && sent.chapter(index) == chapter) {
                    history.add(acked(index));
                }
            }
            chapters.get(chapter).others().forEach(history::add);
        }
    }

    @Override
    public synchronized String toString() {
        return device + " (" + unacked.size() + " un-acked, " + acked + " acked" + (comparing ? ", comparing" : "")
                + ")";
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
